import { css } from 'lit';

export const codeInputStyles = css`
  :host {
    display: block;
  }
  .boxes {
    position: relative;
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 8px;
    max-width: 358px;
  }
  .box {
    display: grid;
    place-items: center;
    min-height: 60px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--paper);
    font-size: 1.75rem;
    line-height: 2.125rem;
    font-weight: 500;
  }
  input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 0 0 0 16px;
    border: 0;
    background: transparent;
    /* The digits are drawn in the boxes; 16 px keeps iOS from zooming in. */
    color: transparent;
    caret-color: transparent;
    font-size: 1rem;
    outline: none;
    cursor: text;
    -webkit-text-fill-color: transparent;
  }
  input:focus-visible {
    outline: none;
  }
  input::selection {
    background: transparent;
  }
  input:-webkit-autofill {
    -webkit-text-fill-color: transparent;
    transition: background-color 9999s;
  }
  .focused .box.next {
    border-color: var(--focus);
    box-shadow: inset 0 0 0 1px var(--focus);
    outline: 2px solid transparent;
  }
  .focused .box.next:empty::before {
    content: '';
    width: 1.5px;
    height: 28px;
    background: var(--ink);
    animation: blink 1.1s steps(1) infinite;
  }
  .invalid .box {
    border-color: var(--bad);
  }
  .invalid.focused .box.next {
    border-color: var(--bad);
    box-shadow: inset 0 0 0 1px var(--bad);
  }
  .busy .box {
    background: var(--paper-2);
    color: var(--ink-2);
  }
  @keyframes blink {
    50% {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .box.next:empty::before {
      animation: none !important;
    }
  }
`;
