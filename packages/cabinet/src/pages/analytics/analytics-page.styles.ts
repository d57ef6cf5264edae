import { css } from 'lit';

export const analyticsPageStyles = css`
  .bar {
    display: flex;
    align-items: flex-end;
    gap: 24px;
    margin-bottom: 24px;
    border-bottom: 1px solid var(--line);
  }
  .bar .tabs {
    flex: 1;
    min-width: 0;
    margin-bottom: -1px;
    border: 0;
  }
  .bar .own {
    display: flex;
    gap: 12px;
    padding-bottom: 12px;
    white-space: nowrap;
  }
  .bar .button {
    flex: none;
    margin-bottom: 8px;
  }
  .legend-line {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px 20px;
  }
  .legend-line span {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .legend-line i {
    width: 16px;
    height: 11px;
  }
  .bank-heads {
    display: flex;
    justify-content: space-between;
    padding-bottom: 4px;
  }
  .bank-row {
    display: grid;
    grid-template-columns: 28px 116px minmax(0, 1fr) 56px 96px;
    gap: 12px;
    align-items: center;
    min-height: 2.75rem;
    border-top: 1px solid var(--line);
  }
  .bank-row > :nth-last-child(-n + 2) {
    text-align: right;
  }
  .track {
    display: block;
    height: 12px;
    background: linear-gradient(var(--line-2), var(--line-2)) center / 100% 1px no-repeat;
  }
  .track i {
    height: 12px;
  }
  .after {
    margin-top: 12px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    height: 2.5rem;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
    padding: 4px 0 4px 8px;
    text-align: right;
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  td,
  tbody th {
    white-space: nowrap;
  }
  @media (max-width: 47.4375em) {
    .bar {
      flex-wrap: wrap;
    }
    .bar .tabs {
      flex-basis: 100%;
      border-bottom: 1px solid var(--line);
    }
    .bar {
      border: 0;
      gap: 12px;
    }
    .bar .own {
      flex: 1;
    }
  }
  @media (max-width: 39.9375em) {
    table {
      font-size: 0.8125rem;
    }
    .bank-row {
      grid-template-columns: 28px minmax(0, 1fr) 48px 88px;
    }
    .track {
      display: none;
    }
  }
`;
