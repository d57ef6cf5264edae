import { css } from 'lit';

/** A few choices in one box, such as the term in months. */
export const segment = css`
  .segment {
    display: flex;
    flex-wrap: wrap;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
  }
  .segment label {
    flex: 1 1 56px;
    display: grid;
    place-items: center;
    position: relative;
    min-height: 50px;
    padding: 4px 8px;
    font-size: 1rem;
    line-height: 1.5rem;
    cursor: pointer;
  }
  .segment label + label::before {
    content: '';
    position: absolute;
    left: 0;
    top: 0;
    bottom: 0;
    width: 1px;
    background: var(--line-2);
  }
  .segment label:has(:checked)::before,
  .segment label:has(:checked) + label::before {
    visibility: hidden;
  }
  .segment input {
    position: absolute;
    inset: 0;
    opacity: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: pointer;
  }
  .segment input:checked + span {
    font-weight: 600;
  }
  .segment input:checked + span::after {
    content: '';
    position: absolute;
    inset: -2px;
    border: 2px solid var(--accent-mark);
    border-radius: var(--radius);
    pointer-events: none;
  }
  .segment input:focus-visible + span::before {
    content: '';
    position: absolute;
    inset: -2px;
    border-radius: var(--radius);
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  @media (hover: hover) {
    .segment label:hover input:not(:checked) + span {
      text-decoration: underline 1px var(--edge);
      text-underline-offset: 4px;
    }
  }
`;
