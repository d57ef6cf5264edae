import { css } from 'lit';

export const linksPageStyles = css`
  .columns {
    display: grid;
    gap: 0 48px;
    align-items: start;
  }
  .goods-line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 60px 108px 44px;
    gap: 8px;
    margin-bottom: 8px;
  }
  .goods-line.alone {
    grid-template-columns: minmax(0, 1fr) 60px 108px;
  }
  .line-heads {
    margin-bottom: 4px;
  }
  .line-heads > :nth-child(3),
  .price .control {
    text-align: right;
  }
  .goods-line .icon-button {
    height: 3.25rem;
    color: var(--ink-2);
  }
  .problem {
    margin: 0 0 8px;
  }
  .add {
    min-height: 2.75rem;
    margin: 4px 0 12px;
  }
  .sum-row {
    margin-bottom: 16px;
  }
  .send-row {
    margin-top: 20px;
  }
  .send-row .button {
    display: inline-flex;
  }
  .ready .figure {
    margin-top: 4px;
  }
  .address {
    display: block;
    margin: 14px 0;
    padding: 12px 0;
    border-block: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .qr {
    margin: 0 0 20px;
  }
  .acts {
    display: grid;
    gap: 8px;
  }
  .acts .button {
    justify-content: flex-start;
    width: 100%;
    text-decoration: none;
  }
  .acts .button .label {
    flex: 1;
    justify-content: flex-start;
  }
  .acts .button kbd {
    margin-left: auto;
  }
  .card-note {
    max-width: 360px;
    margin: 8px 0 32px;
  }
  .nothing {
    padding: 32px 0;
  }
  .link-columns,
  .link-row {
    display: grid;
    grid-template-columns: 164px minmax(0, 1fr) 104px 180px 112px 132px 84px;
    gap: 16px;
    align-items: center;
  }
  .link-columns {
    padding-bottom: 6px;
  }
  .link-row {
    min-height: 2.75rem;
    border-top: 1px solid var(--line);
  }
  .link-row .status {
    display: flex;
    align-items: center;
    gap: 10px;
    white-space: nowrap;
  }
  .link-row .sum,
  .link-columns .sum {
    text-align: right;
  }
  .link-row .sum {
    font-weight: 500;
  }
  .link-row > :last-child {
    text-align: right;
  }
  .show {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    text-align: start;
    cursor: pointer;
  }
  @media (min-width: 47.5em) {
    .columns {
      grid-template-columns: minmax(0, 1fr) 300px;
    }
    .card-side {
      grid-column: 1 / -1;
    }
  }
  @media (min-width: 73.75em) {
    .columns {
      grid-template-columns: minmax(0, 1fr) 300px 346px;
    }
    .card-side {
      grid-column: auto;
    }
  }
  @media (max-width: 63.9375em) {
    .link-columns {
      display: none;
    }
    .link-row {
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 2px 16px;
      padding-block: 10px;
    }
    .link-row .goods {
      grid-area: 1 / 1;
      font-weight: 500;
    }
    .link-row .sum {
      grid-area: 1 / 2;
    }
    .link-row .status {
      grid-area: 2 / 1;
      font-size: 0.8125rem;
    }
    .link-row .until {
      grid-area: 2 / 2;
      text-align: right;
    }
    .link-row .address-cell {
      display: none;
    }
  }
  @media (max-width: 39.9375em) {
    .goods-line {
      grid-template-columns: minmax(0, 1fr) 56px 96px;
    }
    .goods-line .icon-button {
      grid-column: 1 / -1;
      justify-self: end;
      height: 2rem;
    }
    .send-row .button {
      width: 100%;
    }
  }
  @media print {
    .printing > :not(.columns),
    .printing .columns > :not(.card-side),
    .printing .card-note {
      display: none;
    }
    .printing .columns {
      display: block;
    }
    :host([printing]) {
      padding: 0;
    }
  }
`;
