import { css } from '../styles.ts';

export const styles = css`
  dialog {
    box-sizing: border-box;
    width: 100vw;
    max-width: none;
    height: 100dvh;
    max-height: none;
    padding: 0;
    border: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    scroll-padding-bottom: env(safe-area-inset-bottom);
    background: light-dark(#fff, #141517);
    color: light-dark(#17181b, #ecedf0);
    font-size: 15px;
    line-height: 22px;
  }
  ::backdrop {
    background: light-dark(rgb(20 21 23/0.56), rgb(0 0 0/0.64));
  }
  @media (min-width: 1040px) {
    dialog {
      width: min(var(--width, 976px), 100vw - 64px);
      height: min(max(640px, var(--height, 0px)), 100vh - 64px);
      border-radius: 16px;
      box-shadow: 0 0 0 1px light-dark(#0000, #44474e);
    }
  }
  iframe,
  section {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }
  section {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    background: inherit;
  }
  .ready section {
    display: none;
  }
  p {
    margin: 0 24px 16px;
    font-size: 17px;
    text-align: center;
  }
  button,
  a {
    min-width: 48px;
    padding: 13px 24px;
    border: 0;
    border-radius: 10px;
    font: inherit;
    font-weight: 500;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .retry {
    background: light-dark(#17181b, #ecedf0);
    color: light-dark(#fff, #141517);
  }
  .close {
    position: absolute;
    top: 4px;
    right: 4px;
    padding: 24px;
  }
  .close::before,
  .close::after {
    content: '';
    position: absolute;
    left: 14px;
    width: 20px;
    border-top: 1.5px solid;
    rotate: 45deg;
  }
  .close::after {
    rotate: -45deg;
  }
  :focus-visible {
    outline: 2px solid light-dark(#2b5aa8, #8ab4f2);
    outline-offset: 2px;
  }
  i {
    width: 24px;
    height: 24px;
    box-sizing: border-box;
    border: 2px solid color-mix(in srgb, currentColor 30%, #0000);
    border-top-color: currentColor;
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog {
      animation: arrive 0.24s cubic-bezier(0.2, 0.7, 0.2, 1);
      transition: 0.24s;
    }
    i {
      animation: turn 0.8s linear infinite;
    }
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
`;
