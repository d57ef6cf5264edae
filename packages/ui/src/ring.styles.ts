import { css } from 'lit';

/** The turning ring: something is under way. */
export const ring = css`
  .ring {
    width: 20px;
    height: 20px;
    fill: none;
    stroke-width: 2;
  }
  .ring .track {
    stroke: currentColor;
    opacity: 0.3;
  }
  .ring .arc {
    stroke: currentColor;
    stroke-dasharray: 50.3;
    stroke-dashoffset: 34;
    stroke-linecap: round;
    transform-origin: center;
    animation: turn 900ms linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ring .arc {
      animation: none !important;
    }
  }
`;
