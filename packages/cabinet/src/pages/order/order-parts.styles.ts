import { css } from 'lit';

/** The sections of an order: goods, banks, events, buyer, documents, webhooks, notes. */
export const orderPartsStyles = css`
  .goods .row {
    gap: 16px;
  }
  .goods .row > :first-child {
    flex: 1;
    min-width: 0;
    padding-block: 8px;
  }
  .goods .row.total {
    border-top-color: var(--ink);
    font-weight: 600;
  }
  .goods .each {
    color: var(--ink-2);
  }
  .goods .sum {
    min-width: 104px;
    text-align: right;
    font-weight: 500;
  }
  .bank-columns,
  .bank-line {
    display: grid;
    grid-template-columns: 148px minmax(0, 1fr) 72px 116px 120px;
    gap: 12px;
    align-items: center;
  }
  .bank-columns {
    padding-bottom: 6px;
  }
  .bank-line {
    min-height: 2.75rem;
    border-top: 1px solid var(--line);
  }
  .bank-line .name {
    display: flex;
    align-items: center;
    gap: 12px;
    font-size: 0.9375rem;
    line-height: 1.375rem;
    font-weight: 500;
  }
  .bank-line.off .name {
    color: var(--ink-2);
    font-weight: 400;
  }
  .decision {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    color: var(--ink-2);
  }
  .decision .good {
    color: var(--good);
  }
  .decision .ink {
    color: var(--ink);
  }
  .events .row > time {
    flex: none;
    width: 76px;
  }
  .events .row > .what {
    flex: 1;
    min-width: 0;
    padding-block: 8px;
  }
  .events .day-line {
    padding: 12px 0 6px;
    border-top: 1px solid var(--line);
  }
  .events .day-line + .row {
    border-top: 0;
  }
  .person .field-name {
    flex: none;
    width: 84px;
  }
  .person .field-value {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .note-line,
  .document {
    display: flex;
    align-items: center;
    gap: 16px;
    min-height: 3.75rem;
    padding: 8px 0;
    border-top: 1px solid var(--line);
  }
  .document > div {
    flex: 1;
    min-width: 0;
  }
  .document.off {
    color: var(--ink-2);
  }
  .document .icon-button {
    margin-right: -12px;
    color: var(--ink);
  }
  .note-line {
    display: block;
  }
  .note-line p:first-child {
    white-space: pre-wrap;
  }
  .new-note {
    position: relative;
    margin-top: 4px;
  }
  .new-note .control {
    min-height: 5.25rem;
  }
  .new-note .button {
    margin-top: 8px;
  }
  .new-note kbd {
    position: absolute;
    right: 12px;
    top: 76px;
    pointer-events: none;
  }
  .footer {
    display: none;
  }
  pre {
    max-height: 50vh;
    margin: 0 0 16px;
    padding: 12px;
    border-radius: 6px;
    background: var(--paper-2);
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  @media (max-width: 47.5em) {
    .bank-columns {
      display: none;
    }
    .bank-line {
      grid-template-columns: 28px minmax(0, 1fr) auto;
      min-height: 3.5rem;
      padding-block: 6px;
      gap: 0 12px;
    }
    .bank-line .name {
      display: contents;
    }
    .bank-line .bank-mark {
      grid-row: 1 / 3;
    }
    .bank-line .decision {
      grid-column: 2;
      grid-row: 2;
    }
    .bank-line .span {
      display: none;
    }
    .bank-line .payment {
      grid-column: 3;
      grid-row: 1;
    }
    .bank-line .whole {
      grid-column: 3;
      grid-row: 2;
    }
  }
`;
