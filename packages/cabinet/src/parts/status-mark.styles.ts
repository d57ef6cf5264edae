import { css } from 'lit';

export const statusMarkStyles = css`
  .status-mark {
    flex: none;
    display: block;
  }
  .status-mark .on {
    fill: currentColor;
  }
  .status-mark .off {
    fill: var(--tick);
  }
  .status-mark .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .status-settled {
    color: var(--good);
  }
  .status-signed {
    font-weight: 600;
  }
  .status-created,
  .status-rejected,
  .status-canceled,
  .status-expired {
    color: var(--ink-2);
  }
`;
