import { css } from 'lit';

export const orderRowsStyles = css`
  :host {
    display: block;
    margin-inline: -16px;
  }
  .columns,
  .row {
    display: grid;
    grid-template-columns: 11.25rem 4.75rem minmax(0, 1fr) 6rem 14.5rem 10.75rem 6.75rem;
    gap: 16px;
    align-items: center;
    padding: 0 16px;
  }
  .columns {
    height: 2.25rem;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1.125rem;
    border-bottom: 1px solid var(--ink);
  }
  .columns .sum,
  .columns .time {
    font-weight: 400;
    text-align: right;
  }
  .columns .bank {
    display: flex;
    justify-content: space-between;
    padding-left: 8px;
  }
  .day {
    display: flex;
    align-items: center;
    gap: 12px;
    height: 2.75rem;
    padding: 4px 16px 0;
    border-bottom: 1px solid var(--line);
    font-weight: 600;
  }
  .day .small {
    margin-left: auto;
    font-weight: 400;
  }
  .row {
    position: relative;
    height: 2.75rem;
    border-top: 0;
    border-bottom: 1px solid var(--line);
    cursor: pointer;
  }
  .row:focus-visible {
    outline: none;
  }
  .row.selected,
  .row:focus-visible {
    z-index: 1;
    border-radius: 6px;
    background: var(--paper-2);
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  @media (hover: hover) {
    .row:hover {
      background: var(--paper-2);
    }
  }
  .row.new {
    background: var(--paper-2);
    animation: arrive var(--calm) var(--ease);
  }
  .row.new::before,
  .row.changed::before {
    content: '';
    position: absolute;
    left: 0;
    top: 0;
    bottom: 0;
    width: 3px;
    background: var(--accent-mark);
  }
  .row.changed::before {
    bottom: 50%;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  .row a {
    color: inherit;
    text-decoration: none;
  }
  .status {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
    white-space: nowrap;
  }
  /* A long line under the status is cut at its column: it must not run over the order's number. */
  .word {
    min-width: 0;
    line-height: 1.125rem;
  }
  .word small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--ink-2);
    font-size: 0.8125rem;
    line-height: 1rem;
    font-weight: 400;
  }
  .sum {
    text-align: right;
  }
  .row .sum {
    font-weight: 500;
  }
  .row .goods a {
    display: flex;
    min-width: 0;
  }
  .row .goods a > :last-child:not(:first-child) {
    flex: none;
    white-space: pre;
  }
  .row.quiet-row .sum,
  .row.quiet-row .goods {
    color: var(--ink-2);
    font-weight: 400;
  }
  .bank {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    min-width: 0;
    padding-left: 8px;
  }
  .payment {
    flex: none;
    white-space: nowrap;
  }
  .buyer {
    white-space: nowrap;
  }
  .time {
    text-align: right;
    white-space: nowrap;
  }
  .time .button {
    display: inline-flex;
    margin-right: -10px;
    font-size: 0.9375rem;
  }
  /* The whole cell is the target. */
  .time .button::after {
    content: '';
    position: absolute;
    inset: -6px 0;
  }
  .end {
    margin-left: auto;
    text-align: right;
  }
  .narrow {
    display: grid;
    gap: 0;
    width: 100%;
    padding: 10px 0;
  }
  .narrow .line {
    display: flex;
    align-items: center;
    gap: 12px;
    min-width: 0;
    height: 22px;
    white-space: nowrap;
  }
  .narrow .goods {
    font-weight: 500;
  }
  .narrow .sum {
    flex: none;
    margin-left: auto;
    font-weight: 600;
  }
  .narrow .end {
    flex: none;
    max-width: 60%;
  }
  .narrow .marked {
    color: var(--ink);
    font-weight: 500;
  }
  @media (max-width: 63.9375em) {
    .columns,
    .row {
      grid-template-columns: 10.25rem 4.5rem minmax(0, 1fr) 6.5rem 13.5rem 6rem;
    }
    .buyer {
      display: none;
    }
  }
  @media (max-width: 53.75em) and (min-width: 40em) {
    .columns,
    .row {
      grid-template-columns: 10rem minmax(0, 1fr) 6.5rem 12.5rem 5.25rem;
      gap: 12px;
    }
    .columns > :nth-child(2),
    .row > :nth-child(2) {
      display: none;
    }
  }
  @media (max-width: 39.9375em) {
    .columns {
      display: none;
    }
    .row {
      display: flex;
      height: 5.375rem;
    }
    .day {
      padding-top: 12px;
      height: 3.125rem;
    }
  }
`;
