import { css } from 'lit';

export const meetingStyles = css`
  .choices {
    margin-top: 24px;
  }
  .days {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(58px, 1fr));
    gap: 8px;
  }
  .times {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 8px;
  }
  .day,
  .time {
    position: relative;
    display: grid;
    place-content: center;
    justify-items: center;
    min-height: 48px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    cursor: pointer;
  }
  .day {
    min-height: 64px;
  }
  .day span {
    font-size: 0.8125rem;
    line-height: 1.125rem;
    color: var(--ink-2);
  }
  .day strong {
    font-size: 1.0625rem;
    line-height: 1.5rem;
  }
  .day input,
  .time input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .chosen {
    border-color: var(--accent-mark);
    box-shadow: inset 0 0 0 1px var(--accent-mark);
  }
  .day.chosen span {
    color: var(--ink);
    font-weight: 600;
  }
  .time.chosen {
    font-weight: 600;
  }
  .day:has(:focus-visible),
  .time:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  /* Firefox before 121. */
  @supports not selector(:has(a)) {
    .day:focus-within,
    .time:focus-within {
      outline: 2px solid var(--focus);
      outline-offset: 2px;
    }
  }
  .fields {
    margin-top: 24px;
  }
  .empty {
    display: grid;
    justify-items: start;
    min-height: 120px;
    align-items: center;
  }
  .appointment {
    max-width: 480px;
    margin-top: 20px;
    padding-top: 12px;
    border-top: 1px solid var(--ink);
  }
  .appointment dd {
    font-weight: 500;
  }
`;
