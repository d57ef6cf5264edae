import { css } from 'lit';

export const secretFieldStyles = css`
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
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--ink-2);
    cursor: pointer;
  }
`;
