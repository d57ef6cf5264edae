import { css } from 'lit';

export const applicationStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-height: 100%;
  }
  .sheet {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
    background: var(--paper);
  }
  header {
    position: sticky;
    top: 0;
    z-index: 2;
    flex: none;
    background: var(--paper);
  }
  .bar {
    display: flex;
    align-items: center;
    min-height: 56px;
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
  }
  .bar button {
    display: grid;
    place-items: center;
    flex: none;
    width: 48px;
    height: 48px;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--ink-2);
    cursor: pointer;
  }
  @media (hover: hover) {
    .bar button:hover {
      color: var(--ink);
    }
  }
  .bar .back {
    margin: 0 -12px 0 -16px;
    padding-right: 10px;
  }
  .bar .close {
    margin-right: -16px;
    padding-left: 4px;
  }
  .logo {
    flex: none;
    max-width: 120px;
    max-height: 24px;
    margin-right: 10px;
  }
  .shop {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .saved {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-left: auto;
    padding-left: 12px;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
    animation: appear var(--calm);
  }
  .saved + .close {
    margin-left: 8px;
  }
  .bar .close:not(.saved + .close) {
    margin-left: auto;
  }
  .progress {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 4px;
    margin-top: -1px;
    padding: 0 16px;
    position: relative;
  }
  .progress i {
    height: 2px;
    background: var(--line-2);
  }
  .progress i::before {
    content: '';
    display: block;
    height: 100%;
    width: 0;
    background: var(--accent-mark);
    transition: width var(--calm) var(--ease);
  }
  .progress .done::before {
    width: 100%;
  }
  .progress .part-1::before {
    width: 25%;
  }
  .progress .part-2::before {
    width: 50%;
  }
  .progress .part-3::before {
    width: 75%;
  }
  .test {
    padding: 6px 16px;
    background: var(--info-2);
    color: var(--info);
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .body {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .column {
    flex: 1;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .aside {
    display: none;
  }
  .loading {
    display: grid;
    place-items: center;
    flex: 1;
    min-height: 240px;
    color: var(--ink-2);
  }
  /* A quick answer shows no loading ring. */
  .loading > * {
    animation: appear var(--calm) 600ms both;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (max-height: 479px) {
    header {
      position: static;
    }
  }
  @media (min-width: 900px) {
    :host {
      height: 100%;
    }
    .sheet {
      height: 100vh;
      height: 100dvh;
      min-height: 0;
    }
    header {
      position: static;
    }
    .bar {
      min-height: 64px;
      padding: 0 40px;
    }
    .progress {
      padding: 0 40px;
    }
    .test {
      padding-inline: 40px;
    }
    .body {
      flex-direction: row;
    }
    .aside {
      display: flex;
      flex-direction: column;
      flex: none;
      width: 352px;
      overflow-y: auto;
      border-left: 1px solid var(--line);
      background: var(--paper-2);
    }
    :host([layout='comparison']) .aside {
      display: none;
    }
    /* In a tab there is no dialog around the sheet. */
    :host([standalone]) {
      display: grid;
      place-items: center;
      padding: 32px;
      background: var(--paper-3);
    }
    :host([standalone]) .sheet {
      width: min(976px, 100%);
      height: auto;
      min-height: min(640px, 100dvh - 64px);
      max-height: calc(100dvh - 64px);
      overflow: hidden;
      border-radius: var(--radius-sheet);
      box-shadow: 0 0 0 1px var(--line);
    }
    :host([standalone][layout='comparison']) .sheet {
      width: min(1152px, 100%);
    }
  }
  @media print {
    header,
    .aside {
      display: none;
    }
  }
`;
