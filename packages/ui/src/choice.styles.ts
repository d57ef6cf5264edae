import { css } from 'lit';

/** Native radio buttons, checkboxes and switches, drawn like the design. */
export const choice = css`
  .radio,
  .check,
  .switch {
    appearance: none;
    flex: none;
    display: block;
    position: relative;
    margin: 0;
    border: 1.5px solid var(--edge);
    background: var(--paper);
    cursor: pointer;
    transition:
      border-color var(--fast),
      background-color var(--fast);
  }
  :is(.radio, .check, .switch):disabled {
    border-color: var(--line);
    cursor: default;
  }
  .switch-row {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 48px;
  }
  .switch:disabled::before {
    opacity: 0.45;
  }
  .radio {
    width: 20px;
    height: 20px;
    border-radius: 50%;
  }
  .radio:checked {
    border: 6px solid var(--accent-mark);
  }
  .check {
    width: 22px;
    height: 22px;
    border-radius: 6px;
  }
  .check:checked {
    background: var(--accent-mark);
    border-color: var(--accent-mark);
  }
  .check:checked::before {
    content: '';
    position: absolute;
    left: 6px;
    top: 2px;
    width: 7px;
    height: 11px;
    border: solid var(--on-accent-mark);
    border-width: 0 2px 2px 0;
    transform: rotate(42deg);
  }
  .check.invalid {
    border: 2px solid var(--bad);
  }
  .switch {
    width: 48px;
    height: 28px;
    border-radius: 14px;
  }
  .switch::before {
    content: '';
    position: absolute;
    left: 4px;
    top: 3.5px;
    width: 18px;
    height: 18px;
    border-radius: 50%;
    background: var(--edge);
    transition: transform var(--fast) var(--ease);
  }
  .switch:checked {
    background: var(--accent-mark);
    border-color: var(--accent-mark);
  }
  .switch:checked::before {
    background: var(--on-accent-mark);
    transform: translateX(19px) scale(1.11);
  }
  @media (forced-colors: active) {
    .switch:checked::before,
    .switch::before {
      background: ButtonText;
    }
  }
`;
