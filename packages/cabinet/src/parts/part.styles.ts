import { css } from 'lit';

/** What pages and their parts share: the head with one large figure, sections under a rule, quiet buttons. */
export const partStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 16px 48px;
    padding: 24px 0 20px;
  }
  .head h1,
  .figure {
    font-size: 2.5rem;
    line-height: 2.75rem;
    font-weight: 600;
    letter-spacing: -0.02em;
    white-space: nowrap;
  }
  .head h1.words {
    font-size: 1.75rem;
    line-height: 2.125rem;
    white-space: normal;
  }
  .caption {
    margin-top: 4px;
    color: var(--ink-2);
  }
  .caption b {
    color: var(--ink);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 32px;
    margin-left: auto;
  }
  .facts dd {
    margin-top: 2px;
    font-size: 1.0625rem;
    line-height: 1.5rem;
    font-weight: 500;
    white-space: nowrap;
  }
  .section {
    margin-bottom: 32px;
    padding-top: 10px;
    border-top: 1px solid var(--ink);
  }
  .section > header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    padding-bottom: 10px;
  }
  .section h2 {
    font-size: 0.9375rem;
    line-height: 1.375rem;
    font-weight: 600;
  }
  .add {
    min-height: 2.75rem;
    margin-top: 4px;
  }
  .section > header > :last-child:not(h2) {
    margin-left: auto;
    text-align: right;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 2.75rem;
    border-top: 1px solid var(--line);
  }
  .end {
    margin-left: auto;
  }
  .right {
    text-align: right;
  }
  .alert {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 2.75rem;
    color: var(--bad);
  }
  .alert .text-button {
    margin-left: auto;
  }
  .end-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-top: 16px;
  }
  .done {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--good);
  }
  .icon-button {
    display: grid;
    place-items: center;
    flex: none;
    width: 44px;
    height: 2.75rem;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .halves {
    display: grid;
    gap: 0 64px;
    align-items: start;
  }
  .line-acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 20px;
    justify-content: flex-end;
  }
  /* A line of a list. Each list sets its columns. */
  .list-line {
    display: grid;
    gap: 4px 16px;
    align-items: center;
    min-height: 3.25rem;
    padding: 6px 0;
    border-top: 1px solid var(--line);
  }
  .chosen {
    margin-inline: -16px;
    padding-inline: 16px;
    background: var(--paper-2);
  }
  .qr {
    display: block;
    width: 200px;
    height: 200px;
    background: #fff;
  }
  /* A field in a line of words, lower than the fields of a form. */
  .inline-field {
    height: 2.25rem;
    padding: 0 8px;
    border: 1px solid var(--edge);
    border-radius: 8px;
    background: var(--paper);
    color: var(--ink);
  }
  .medium {
    font-weight: 500;
  }
  .bad {
    color: var(--bad);
  }
  .wait {
    color: var(--wait);
  }
  .mono {
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Liberation Mono', monospace;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    font-variant-ligatures: none;
  }
  .break {
    overflow-wrap: anywhere;
    min-width: 0;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 0 5px;
    border: 1px solid var(--line-2);
    border-radius: 4px;
    background: var(--paper);
    color: var(--ink-2);
    font: 500 0.8125rem/1.125rem var(--font);
    text-align: center;
    white-space: nowrap;
  }
  @media (max-width: 63.9375em), (pointer: coarse) {
    kbd {
      display: none;
    }
  }
  .button {
    width: auto;
    min-width: 0;
    min-height: 2.75rem;
    padding: 6px 16px;
    font-size: 0.9375rem;
    line-height: 1.375rem;
    white-space: nowrap;
  }
  .button > .label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .button kbd {
    border-color: currentColor;
    background: none;
    color: inherit;
    opacity: 0.72;
  }
  .button.ink {
    background: var(--ink);
    color: var(--paper);
  }
  @media (hover: hover) {
    .button.ink:hover {
      background: color-mix(in srgb, var(--ink) 88%, var(--paper));
    }
  }
  .button.small {
    min-height: 2rem;
    padding: 4px 10px;
    border-radius: 8px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .text-button {
    position: relative;
    flex: none;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink);
    font-weight: 500;
    text-decoration: underline 1px var(--line-2);
    text-underline-offset: 4px;
    white-space: nowrap;
    cursor: pointer;
  }
  .text-button.small {
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .text-button.plain {
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .text-button[aria-disabled='true'] {
    color: var(--ink-2);
    cursor: default;
  }
  /* The target is larger than the words. */
  .text-button::after {
    content: '';
    position: absolute;
    inset: -13px -6px;
  }
  @media (hover: hover) {
    .text-button:hover {
      text-decoration-color: currentColor;
    }
  }
  .field > label,
  .legend {
    font-size: 0.8125rem;
    line-height: 1.125rem;
    font-weight: 400;
    color: var(--ink-2);
  }
  .tabs {
    display: flex;
    gap: 24px;
    border-bottom: 1px solid var(--line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tabs > * {
    flex: none;
    height: 2.75rem;
    padding: 10px 0;
    border: 0;
    background: none;
    color: var(--ink-2);
    text-decoration: none;
    cursor: pointer;
  }
  .tabs > *:focus-visible,
  .tabs > * > *:focus-visible {
    outline-offset: -2px;
    border-radius: 6px;
  }
  .tabs > [aria-selected='true'],
  .tabs > [aria-current] {
    color: var(--ink);
    font-weight: 500;
    box-shadow: inset 0 -2px var(--ink);
  }
  @media (hover: hover) {
    .tabs > *:hover {
      color: var(--ink);
    }
  }
  .center {
    padding: 64px 0;
    text-align: center;
  }
  .center > .ring {
    margin-inline: auto;
  }
  .center .button {
    display: inline-flex;
    margin-top: 16px;
  }
  @media (min-width: 64em) {
    .halves {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (max-width: 56.25em) {
    .line-acts {
      grid-column: 1 / -1;
      justify-content: flex-start;
    }
  }
  @media (max-width: 39.9375em) {
    .facts {
      margin-left: 0;
    }
    .button:not(.small) {
      min-height: 3.25rem;
    }
  }
  @media print {
    .no-print {
      display: none !important;
    }
  }
`;
