import { css } from 'lit';

/** The styles that every element of ours begins with: box model, text, focus. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend,
  figure,
  table {
    margin: 0;
    padding: 0;
    border: 0;
    font-weight: 400;
    min-width: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    font-variant-numeric: inherit;
  }
  a {
    color: inherit;
  }
  svg {
    display: block;
    flex: none;
  }
  b {
    font-weight: 500;
  }
  strong {
    font-weight: 600;
  }
  h1 {
    font-size: 1.375rem;
    line-height: 1.75rem;
    font-weight: 600;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.0625rem;
    line-height: 1.5rem;
    font-weight: 600;
  }
  p {
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .small {
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .quiet {
    color: var(--ink-2);
  }
  .number {
    white-space: nowrap;
    word-spacing: -0.05em;
  }
  .good {
    color: var(--good);
  }
  .icon {
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .icon.icon-16 {
    width: 16px;
    height: 16px;
  }
  .link {
    display: inline;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink);
    text-align: start;
    text-decoration: underline 1px var(--edge);
    text-underline-offset: 3px;
    cursor: pointer;
  }
  @media (hover: hover) {
    .link:hover {
      text-decoration-color: currentColor;
    }
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  h1:focus-visible,
  [tabindex='-1']:focus-visible {
    outline: none;
  }
  @media (min-width: 900px) {
    h1 {
      font-size: 1.75rem;
      line-height: 2.125rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
    }
  }
`;
