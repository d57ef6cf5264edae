import { css } from 'lit';

/** Label above, control of 52 px, hint or error below. */
export const field = css`
  .field > label,
  .legend {
    display: block;
    margin-bottom: 6px;
    font-size: 0.9375rem;
    line-height: 1.375rem;
    font-weight: 500;
  }
  .field .optional {
    font-weight: 400;
    color: var(--ink-2);
  }
  .control {
    display: block;
    width: 100%;
    min-height: 52px;
    margin: 0;
    padding: 13px 15px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--paper);
    color: var(--ink);
    font-size: 1rem;
    line-height: 1.5rem;
    appearance: none;
    transition: border-color var(--fast);
  }
  textarea.control {
    resize: none;
    overflow: hidden;
    field-sizing: content;
  }
  select.control {
    padding-right: 44px;
    cursor: pointer;
  }
  .select {
    display: block;
    position: relative;
  }
  .select > .icon {
    position: absolute;
    right: 14px;
    top: 50%;
    margin-top: -10px;
    color: var(--ink-2);
    pointer-events: none;
  }
  @media (hover: hover) {
    .control:hover {
      border-color: var(--ink-2);
    }
  }
  .control:focus,
  .control:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
    border-color: transparent;
  }
  .invalid .control {
    padding-inline: 14px;
    border: 2px solid var(--bad);
    padding-block: 12px;
  }
  .invalid .control:focus {
    outline-color: var(--bad);
    outline-offset: -3px;
    outline-width: 3px;
    border-color: transparent;
  }
  .control:-webkit-autofill {
    -webkit-text-fill-color: var(--ink);
    box-shadow: inset 0 0 0 60px var(--info-2);
  }
  .hint,
  .problem {
    display: flex;
    gap: 6px;
    margin-top: 6px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .problem {
    color: var(--bad);
  }
  .problem .icon {
    margin-top: 1px;
  }
  .fields {
    display: grid;
    /* Two columns where two labels fit, also in a larger text. */
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr));
    gap: 20px 16px;
  }
  .fields > .wide {
    grid-column: 1 / -1;
  }
  @media (max-width: 899px) {
    .fields > .wide-on-phone {
      grid-column: 1 / -1;
    }
  }
  @media (min-width: 900px) {
    .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 16px 24px;
    }
  }
`;
