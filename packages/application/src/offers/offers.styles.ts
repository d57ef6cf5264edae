import { css } from 'lit';

export const offersStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 24px;
    margin-top: 20px;
    border-bottom: 1px solid var(--line-2);
  }
  .comparison {
    margin-top: 16px;
    font-weight: 500;
  }
  .sort {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 20px;
  }
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
  }
  .filter label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
  }
  .none {
    padding: 24px 0;
  }
  .sort legend {
    float: left;
    width: 100%;
    margin-bottom: 2px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .sort label {
    position: relative;
    padding: 11px 0;
    color: var(--ink-2);
    cursor: pointer;
  }
  .sort input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  .sort .chosen {
    color: var(--ink);
    font-weight: 500;
    box-shadow:
      0 1px 0 0 var(--ink),
      inset 0 -1px 0 0 var(--ink);
  }
  .sort label:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  /* Firefox before 121. */
  @supports not selector(:has(a)) {
    .sort label:focus-within {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
  }
  .notice {
    margin-top: 16px;
  }
  .offer {
    padding: 20px 0;
    border-bottom: 1px solid var(--line-2);
    animation: arrive var(--calm) var(--ease);
  }
  .offer:last-child {
    border-bottom: 0;
  }
  .offer .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-height: 28px;
  }
  .pick {
    display: block;
    padding-bottom: 12px;
    cursor: pointer;
  }
  .pick > .praise {
    display: block;
    margin-top: 4px;
  }
  .offer .head .radio {
    margin-left: auto;
  }
  .bank-name {
    font-weight: 500;
  }
  .praise {
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .new {
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--info);
    font-weight: 500;
  }
  .offer .figure {
    margin-top: 8px;
  }
  .offer .figure:not(.first) {
    font-size: min(1.75rem, 10vw);
    line-height: 1.2;
  }
  .offer .facts {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px 16px;
    margin-top: 16px;
  }
  .offer .facts > div {
    display: block;
    padding: 0;
  }
  .offer .facts dt {
    font-size: 0.8125rem;
    line-height: 1.125rem;
  }
  .offer .facts dd {
    font-weight: 500;
  }
  .offer .facts small,
  .compare small {
    display: block;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    font-weight: 400;
    color: var(--ink-2);
  }
  .expand {
    display: flex;
    align-items: center;
    justify-content: space-between;
    width: 100%;
    min-height: 44px;
    margin-top: 12px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .expand .icon {
    color: var(--ink-2);
  }
  .chart {
    margin: 4px 0 16px;
  }
  .what {
    margin-top: 4px;
  }
  .what .link,
  .compare .link {
    min-height: 44px;
  }
  .compare .last .link {
    margin-block: -11px;
  }
  .explained + .explained {
    margin-top: 12px;
  }

  .scroll {
    overflow-x: auto;
    margin: 0 -40px;
    padding: 0 40px;
  }
  .compare {
    width: 100%;
    border-collapse: separate;
    border-spacing: 0;
    table-layout: fixed;
  }
  .compare .labels {
    width: 208px;
  }
  /* Each column but the last has 24 px behind it: then all are 272 px wide. */
  .compare .offer-column {
    width: 296px;
  }
  .compare .offer-column:last-child {
    width: 272px;
  }
  .compare.of-1 {
    width: 480px;
  }
  .compare.of-2 {
    width: 776px;
  }
  .compare th {
    font-weight: 400;
    text-align: left;
    vertical-align: baseline;
  }
  .compare tbody th {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--paper);
    color: var(--ink-2);
  }
  .compare td {
    vertical-align: baseline;
  }
  .compare td,
  .compare th {
    padding: 11px 24px 11px 0;
  }
  .compare td:last-child,
  .compare thead th:last-child {
    padding-right: 0;
  }
  .compare thead th {
    padding-top: 20px;
    padding-bottom: 0;
    vertical-align: bottom;
  }
  .compare .ruled > * {
    border-top: 1px solid var(--line);
  }
  .compare .last > * {
    border-bottom: 1px solid var(--line);
  }
  .compare .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .compare .money td,
  .compare .money th {
    padding-block: 8px 4px;
  }
  .compare .frames td,
  .compare .frames th {
    padding-block: 8px 16px;
    vertical-align: top;
  }
  .compare .frames th {
    padding-top: 16px;
  }
  .compare .best-value {
    font-weight: 600;
  }
  .compare .choose td,
  .compare .choose th {
    padding-top: 16px;
    font-size: 0.8125rem;
    line-height: 1.375rem;
    vertical-align: top;
  }
  .compare .choose .button {
    width: 100%;
    min-width: 0;
  }
  .open-schedule {
    margin-top: 24px;
    padding-top: 20px;
    border-top: 1px solid var(--ink);
  }
  .open-schedule .title {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    margin-bottom: 16px;
  }
  .open-schedule .columns {
    display: grid;
    grid-template-columns: minmax(0, 6fr) minmax(0, 8.5fr);
    gap: 40px;
    align-items: start;
  }
  @media (min-width: 900px) {
    .sort legend {
      width: auto;
      margin: 0;
      font-size: 0.9375rem;
      line-height: 1.375rem;
    }
  }
`;
