import { css } from 'lit';

/** `<button class="button">`: filled with the accent. `line` is for the second act, `bare` for the third. */
export const button = css`
  .button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    position: relative;
    width: 100%;
    min-height: 52px;
    padding: 6px 24px;
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-size: 1rem;
    line-height: 1.5rem;
    font-weight: 500;
    text-align: center;
    text-decoration: none;
    text-wrap: balance;
    cursor: pointer;
    transition:
      background-color var(--fast),
      border-color var(--fast);
  }
  @media (hover: hover) {
    .button:hover {
      background: var(--accent-hover);
    }
  }
  .button:active {
    background: var(--accent-pressed);
  }
  .button.line,
  .button.bare {
    background: none;
    color: var(--ink);
  }
  .button.line {
    border-color: var(--edge);
  }
  .button.bare {
    padding-inline: 12px;
  }
  @media (hover: hover) {
    .button.line:hover,
    .button.bare:hover {
      background: color-mix(in srgb, var(--ink) 6%, transparent);
    }
    .button.line:hover {
      border-color: var(--ink);
    }
  }
  .button.line:active,
  .button.bare:active {
    background: color-mix(in srgb, var(--ink) 12%, transparent);
  }
  .button[aria-disabled='true'] {
    cursor: default;
  }
  .button[aria-disabled='true']:not([aria-busy='true']) {
    background: var(--paper-3);
    border-color: transparent;
    color: var(--ink-2);
  }
  .button[aria-busy='true'] > .label {
    opacity: 0;
  }
  .button > .ring {
    position: absolute;
    inset: 0;
    margin: auto;
  }
  @media (min-width: 900px) {
    .button {
      width: auto;
      min-width: 200px;
      min-height: 48px;
      font-size: 0.9375rem;
      line-height: 1.375rem;
    }
    .button.bare {
      min-width: 0;
    }
  }
`;
