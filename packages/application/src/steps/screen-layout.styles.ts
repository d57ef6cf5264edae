import { css } from 'lit';

/** Styles of `screenLayout()`. */
export const screenLayoutStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .screen {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .main {
    flex: 1;
    min-width: 0;
    padding: 20px 16px 32px;
  }
  .content {
    animation: arrive var(--calm) var(--ease);
  }
  .eyebrow {
    margin-bottom: 4px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .lead {
    margin-top: 4px;
    color: var(--ink-2);
  }
  .foot {
    position: sticky;
    bottom: 0;
    z-index: 1;
    padding: 12px 16px calc(16px + max(env(safe-area-inset-bottom), var(--safe-bottom, 0px)));
    border-top: 1px solid var(--line);
    background: var(--paper);
  }
  .foot .button + .button {
    margin-top: 8px;
  }
  .note {
    margin-top: 8px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .note.bad,
  .problem-note {
    color: var(--bad);
  }
  .section {
    margin-top: 32px;
  }
  .section > h2 {
    padding-bottom: 12px;
    border-bottom: 1px solid var(--ink);
  }
  .figure {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    font-size: min(2.5rem, 12vw);
    line-height: 1.1;
    font-weight: 600;
    letter-spacing: -0.02em;
  }
  .figure small {
    font-size: 1.0625rem;
    line-height: 1.5rem;
    font-weight: 400;
    letter-spacing: 0;
    color: var(--ink-2);
  }
  .facts > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
    padding: 5px 0;
  }
  .facts dt {
    color: var(--ink-2);
  }
  .phone-only {
    display: initial;
  }
  .wide-only {
    display: none;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (max-height: 479px) {
    .foot {
      position: static;
    }
  }
  @media (min-width: 900px) {
    .main {
      padding: 32px 40px;
      overflow-y: auto;
      overscroll-behavior: contain;
    }
    .foot {
      position: static;
      flex: none;
      padding: 16px 40px;
    }
    .foot-content {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 12px 16px;
    }
    .foot .button + .button {
      margin-top: 0;
    }
    .foot .button {
      flex: none;
    }
    .note {
      flex: 1 1 200px;
      margin-top: 0;
    }
    .phone-only {
      display: none;
    }
    .wide-only {
      display: initial;
    }
  }
  @media print {
    .screen {
      display: var(--behind-sheet, block);
    }
    .foot {
      display: none;
    }
  }
`;
