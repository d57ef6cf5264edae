import { css } from 'lit';

export const ordersPageStyles = css`
  .together {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin: 0 0 12px;
  }
  .bar {
    display: flex;
    align-items: flex-end;
    gap: 12px;
    border-bottom: 1px solid var(--line);
  }
  .bar .tabs {
    flex: 1;
    min-width: 0;
    margin-bottom: -1px;
    border: 0;
  }
  .tabs .count {
    margin-left: 6px;
    color: var(--ink);
    font-size: 0.8125rem;
    font-weight: 500;
  }
  .tabs .new-view {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .tabs .own-view {
    display: inline-flex;
    align-items: center;
    padding: 0;
  }
  .tabs .own-view a {
    display: block;
    padding: 10px 0;
    color: inherit;
    text-decoration: none;
  }
  .bar .icon-button,
  .filter .icon-button {
    width: 28px;
  }
  .search {
    position: relative;
    flex: none;
    width: 248px;
    margin-bottom: 8px;
    transition: width var(--fast) var(--ease);
  }
  .search:focus-within {
    width: 400px;
  }
  .search .icon {
    position: absolute;
    left: 12px;
    top: 12px;
    pointer-events: none;
  }
  .search kbd {
    position: absolute;
    right: 10px;
    top: 12px;
    pointer-events: none;
  }
  .search:focus-within kbd {
    display: none;
  }
  .search .rule {
    position: absolute;
    z-index: 2;
    inset: 100% 0 auto;
    display: none;
    padding: 8px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--paper);
  }
  .search:focus-within .rule {
    display: block;
  }
  .search input {
    width: 100%;
    height: 2.75rem;
    padding: 0 34px 0 40px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--paper);
    appearance: none;
  }
  .search input::placeholder {
    color: var(--ink-2);
    opacity: 1;
  }
  .search input:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .bar .button {
    flex: none;
    margin-bottom: 8px;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
  }
  .filter-row {
    display: flex;
    align-items: flex-start;
    gap: 24px;
  }
  .filter-row > .export {
    margin-left: auto;
  }
  .filter {
    display: inline-flex;
    align-items: center;
  }
  .filter label {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 2.75rem;
  }
  .filter b {
    color: var(--ink);
  }
  .filter select {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
    font-size: 1rem;
  }
  .filter label:focus-within {
    border-radius: 4px;
    outline: 2px solid var(--focus);
    outline-offset: -6px;
  }
  .export {
    min-height: 2.75rem;
    color: var(--ink-2);
    font-weight: 400;
  }
  .own {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px 16px;
    padding-bottom: 12px;
  }
  .own input {
    margin-left: 6px;
  }
  .waiting-rows {
    display: block;
    width: 100%;
    min-height: 2.75rem;
    padding: 0;
    border: 0;
    border-bottom: 1px solid var(--line);
    background: var(--paper-2);
    color: var(--ink);
    font-weight: 500;
    cursor: pointer;
  }
  @media (max-width: 63.9375em) {
    .bar {
      flex-wrap: wrap;
    }
    .bar .tabs {
      flex-basis: 100%;
    }
    .search,
    .search:focus-within {
      flex: 1;
      width: auto;
      margin-top: 8px;
    }
    .bar .button {
      margin-top: 8px;
      min-height: 2.75rem;
    }
    .bar .tabs {
      border-bottom: 1px solid var(--line);
    }
    .bar {
      border-bottom: 0;
    }
  }
  @media (max-width: 39.9375em) {
    .facts,
    .filter-row > .export {
      display: none;
    }
    .head {
      padding-bottom: 12px;
    }
    .tabs {
      margin-inline: -16px;
      padding-inline: 16px;
    }
    .filters {
      flex-wrap: nowrap;
      margin-inline: -16px;
      padding-inline: 16px;
      overflow-x: auto;
      scrollbar-width: none;
      white-space: nowrap;
    }
    .filter-row {
      min-width: 0;
    }
    .filters {
      min-width: 0;
      flex: 1;
    }
    .search input {
      font-size: 1rem;
    }
  }
`;
