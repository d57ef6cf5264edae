import { css } from 'lit';

export const orderPageStyles = css`
  .way {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 2.75rem;
    padding-top: 6px;
  }
  .way a {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 2.75rem;
    color: inherit;
    text-decoration: none;
  }
  .way .place {
    display: flex;
    align-items: center;
    gap: 10px;
    margin-left: auto;
  }
  .way .phone-number {
    display: none;
    color: var(--ink);
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .columns {
    display: grid;
    gap: 0 64px;
    align-items: start;
  }
  .top-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    color: var(--ink-2);
  }
  .top-line .status {
    display: flex;
    align-items: center;
    gap: 10px;
  }
  .top-line .status:not([class*='status-settled']) {
    color: var(--ink);
  }
  .summary {
    padding: 4px 0 28px;
  }
  .summary .figure {
    margin: 2px 0;
  }
  .acts {
    padding-top: 4px;
  }
  .buttons {
    display: flex;
    gap: 8px;
    min-height: 2.75rem;
  }
  .buttons > :first-child {
    flex: 1;
  }
  .hint {
    display: block;
    margin: 8px 0 28px;
    color: var(--ink-2);
  }
  .hint.below-held {
    margin-top: 18px;
  }
  .hint.bad {
    color: var(--bad);
  }
  .held {
    position: relative;
    flex: 1;
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 4rem;
    margin: -10px 0;
    padding: 8px 8px 8px 16px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    overflow: hidden;
  }
  .held .button {
    margin-left: auto;
  }
  .held progress {
    position: absolute;
    inset: auto 0 0;
    width: 100%;
    height: 3px;
    border: 0;
    appearance: none;
    background: none;
    accent-color: var(--accent-mark);
  }
  .held progress::-webkit-progress-bar {
    background: none;
  }
  .held progress::-webkit-progress-value {
    background: var(--accent-mark);
  }
  .held progress::-moz-progress-bar {
    background: var(--accent-mark);
  }
  @media (min-width: 64em) {
    .columns {
      grid-template-columns: minmax(0, 1fr) 400px;
    }
    .main-side {
      grid-column: 1;
    }
    .far-side {
      grid-column: 2;
    }
  }
  @media (max-width: 63.9375em) {
    .columns {
      display: flex;
      flex-direction: column;
      align-items: stretch;
    }
    .main-side,
    .far-side {
      display: contents;
    }
    .order-goods {
      order: 1;
    }
    .order-buyer {
      order: 2;
    }
    .order-banks {
      order: 3;
    }
    .order-documents {
      order: 4;
    }
    .order-events {
      order: 5;
    }
    .order-webhooks {
      order: 6;
    }
    .order-notes {
      order: 7;
    }
  }
  @media (max-width: 39.9375em) {
    :host {
      padding-bottom: 150px;
    }
    .way {
      position: sticky;
      top: 0;
      z-index: 2;
      min-height: 3.5rem;
      margin-inline: -16px;
      padding: 0 16px;
      border-bottom: 1px solid var(--line);
      background: var(--paper);
    }
    .way a span {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .way a {
      min-width: 44px;
    }
    .way .phone-number {
      display: block;
    }
    .summary {
      padding-top: 16px;
    }
    .summary .own-number {
      display: none;
    }
    .events .row > time {
      width: 60px;
    }
    .events .row {
      flex-wrap: wrap;
      gap: 0 12px;
    }
    .events .row > .who {
      flex-basis: 100%;
      margin: -8px 0 8px 72px;
    }
    .acts .buttons,
    .acts .hint:not(.bad) {
      display: none;
    }
    .footer {
      position: fixed;
      inset: auto 0 0;
      z-index: 2;
      display: block;
      padding: 12px 16px calc(12px + env(safe-area-inset-bottom));
      border-top: 1px solid var(--line);
      background: var(--paper);
    }
    .footer .hint {
      margin: 6px 0 0;
    }
    .goods .each {
      display: none;
    }
    .held {
      min-height: 4.5rem;
      margin: -6px 0;
    }
  }
  @media print {
    .columns {
      display: block;
    }
    .acts,
    .way,
    .footer,
    .order-webhooks,
    .new-note,
    .person .text-button {
      display: none;
    }
    .section {
      break-inside: avoid;
    }
  }
`;
