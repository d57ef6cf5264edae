import { css } from 'lit';

export const passwordFieldStyles = css`
  .secret {
    position: relative;
  }
  .secret .control {
    padding-right: 56px;
  }
  .secret button {
    position: absolute;
    right: 4px;
    top: 4px;
    color: var(--ink-2);
  }
`;
