import { css } from '../css.ts';

/** Added to the button's own sheet: its spinner, focus ring, texts and buttons are used in the dialog too. */
export const styles = css`
  :host {
    display: contents;
  }
  dialog {
    box-sizing: border-box;
    inset: 0;
    width: 100%;
    max-width: none;
    height: 100%;
    max-height: none;
    padding: 0;
    border: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    /* Open drawers of UI kits switch the body off. */
    pointer-events: auto;
    visibility: visible;
    scroll-padding-bottom: env(safe-area-inset-bottom);
    background: light-dark(#fff, #141517);
    color: var(--_ink);
  }
  ::backdrop {
    background: #0009;
    background: light-dark(rgb(20 21 23/0.56), rgb(0 0 0/0.64));
  }
  @media (min-width: 1040px) {
    dialog {
      width: min(var(--width, 976px), 100% - 64px);
      height: min(max(640px, var(--height, 0px)), 100% - 64px);
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
    width: auto;
    min-width: 0;
    margin: 0 24px 16px;
    color: inherit;
    font-size: 17px;
    text-align: center;
  }
  a {
    padding: 13px;
  }
  button {
    width: auto;
  }
  .plain {
    position: absolute;
    top: 4px;
    right: 4px;
    width: 48px;
  }
  .plain::before,
  .plain::after {
    content: '';
    position: absolute;
    width: 20px;
    border-top: 1.5px solid;
    rotate: 45deg;
  }
  .plain::after {
    rotate: -45deg;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog {
      animation: arrive 0.24s cubic-bezier(0.2, 0.7, 0.2, 1);
      transition: 0.24s;
    }
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
