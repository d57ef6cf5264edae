import { css } from 'lit';

export const waitingStyles = css`
  .connection .notice {
    margin-top: 16px;
  }
  .reconnect {
    margin-top: 4px;
    font-weight: 500;
  }
  /* The figure has its space from the start, so that the first answer moves nothing. */
  .best {
    min-height: 62px;
    margin-top: 20px;
  }
  .silence {
    min-height: 62px;
    margin-top: 20px;
  }
  .until {
    font-size: 1.0625rem;
    line-height: 1.5rem;
    font-weight: 600;
  }
  .none {
    padding-top: 20px;
  }
  .time {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
    margin-top: 20px;
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .time strong {
    color: var(--ink);
  }
  .elapsed-line {
    height: 2px;
    margin-top: 8px;
    background: var(--line-2);
    overflow: hidden;
  }
  .elapsed {
    width: 100%;
    height: 100%;
    background: var(--ink);
    transform: scaleX(var(--elapsed, 0));
    transform-origin: left;
    transition: transform 1s linear;
  }
  .row:first-child {
    border-top: 0;
  }
  .row .state.good {
    animation: fade var(--calm);
  }
  .figure {
    animation: fade var(--calm);
  }
  .cancel {
    margin-top: 20px;
  }
  .sheet-actions {
    display: flex;
    flex-direction: column;
    gap: 8px;
    margin-top: 24px;
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  @media (min-width: 900px) {
    .sheet-actions {
      flex-direction: row;
    }
  }
  @media (forced-colors: active) {
    .elapsed {
      background: CanvasText;
    }
  }
`;
