import { css } from 'lit';

/** Rows of banks, documents and methods, with a hairline between them. A row has the same height in every state. */
export const rowsStyles = css`
  .list {
    border-bottom: 1px solid var(--line);
  }
  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    column-gap: 12px;
    align-items: center;
    min-height: 68px;
    padding: 13px 0;
    border-top: 1px solid var(--line);
  }
  .section > .list > .row:first-child {
    border-top: 0;
  }
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    width: min(2.5rem, 11vw);
    height: min(2.5rem, 11vw);
    border-radius: 8px;
    background: var(--mark, #3f4f63);
    color: #fff;
    font-weight: 600;
    font-size: 1.0625rem;
    line-height: 1.5rem;
    transition: background-color var(--calm);
  }
  .mark.small-mark {
    width: 1.5rem;
    height: 1.5rem;
    border-radius: 6px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .mark-0 {
    --mark: #274690;
  }
  .mark-1 {
    --mark: #8a3b12;
  }
  .mark-2 {
    --mark: #6b5312;
  }
  .mark-3 {
    --mark: #0b5f73;
  }
  .mark-4 {
    --mark: #8c2f39;
  }
  .mark-5 {
    --mark: #3f4f63;
  }
  .mark.off {
    background: var(--paper-3);
    color: var(--ink-2);
  }
  .row .name {
    font-weight: 500;
  }
  .row .state {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .row .state .icon {
    margin-left: -2px;
  }
  .row .state.good {
    color: var(--good);
  }
  .row .price {
    text-align: right;
    white-space: nowrap;
  }
  .row .price strong {
    display: block;
    font-size: 1.0625rem;
    line-height: 1.375rem;
  }
  .row .price small {
    display: block;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .row.muted .name {
    color: var(--ink-2);
  }
  .row.muted .ring {
    color: var(--ink-2);
  }
  .row.act {
    grid-template-columns: 20px minmax(0, 1fr) auto;
    column-gap: 16px;
    width: 100%;
    border-width: 1px 0 0;
    border-style: solid;
    border-color: var(--line);
    background: none;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }
  .row.act > .icon,
  .row.act .icon:last-child {
    color: var(--ink-2);
  }
  @media (hover: hover) {
    .row.act:hover {
      background: var(--paper-2);
    }
    .row.act:hover > .icon:last-child {
      color: var(--ink);
    }
  }
  @media (min-width: 900px) {
    .row {
      min-height: 60px;
      padding-block: 9px;
    }
  }
`;
