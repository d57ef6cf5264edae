import { css } from 'lit';

export const sheetStyles = css`
  dialog {
    width: 100%;
    max-width: none;
    height: 100%;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--paper);
    color: var(--ink);
    overscroll-behavior: contain;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: arrive var(--calm) var(--ease);
  }
  /* A question and its answers: only as high as they are. */
  :host([compact]) dialog {
    height: fit-content;
    margin-top: auto;
    border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
  }
  :host([compact]) .content {
    padding-bottom: calc(24px + max(env(safe-area-inset-bottom), var(--safe-bottom, 0px)));
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 0 16px;
    border-bottom: 1px solid var(--line);
  }
  h2 {
    flex: 1;
    padding-block: 12px;
  }
  h2:focus-visible {
    outline: none;
  }
  .close {
    display: grid;
    place-items: center;
    flex: none;
    width: 48px;
    height: 48px;
    margin-right: -14px;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--ink-2);
    cursor: pointer;
  }
  .content {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding: 20px 16px 32px;
    overflow-wrap: anywhere;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @media (min-width: 720px) {
    dialog,
    :host([compact]) dialog {
      width: min(640px, 100% - 64px);
      height: fit-content;
      max-height: min(720px, 100% - 48px);
      margin: auto;
      border: 1px solid var(--line-2);
      border-radius: var(--radius-sheet);
    }
    :host([compact]) dialog {
      width: min(520px, 100% - 64px);
    }
    header {
      min-height: 64px;
      padding-inline: 32px;
    }
    .content {
      padding: 24px 32px 32px;
    }
  }
  /* On paper it is a document: all of it, black on white, without the window's furniture. */
  @media print {
    dialog,
    :host([compact]) dialog {
      --paper: #fff;
      --ink: #000;
      --ink-2: #444;
      --line: #bbb;
      --line-2: #888;
      position: static;
      width: 100%;
      height: auto;
      max-height: none;
      margin: 0;
      overflow: visible;
      border: 0;
    }
    dialog[open] {
      display: block;
      animation: none;
    }
    header,
    .content {
      padding-inline: 0;
    }
    .content {
      overflow: visible;
    }
    .close {
      display: none;
    }
  }
`;
