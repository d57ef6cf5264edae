import { css } from '@lit/reactive-element/css-tag.js';

export const styles = css`
  :host {
    --_paper: #fff;
    --_ink: #17181b;
    --_quiet: #5a5e66;
    --_ring: transparent;
    --_focus: #2b5aa8;
    color-scheme: light;
  }
  :host([theme='dark']) {
    --_paper: #141517;
    --_ink: #ecedf0;
    --_quiet: #a2a6af;
    --_ring: #44474e;
    --_focus: #8ab4f2;
    color-scheme: dark;
  }
  dialog {
    position: fixed;
    inset: 0;
    box-sizing: border-box;
    width: 100%;
    height: 100%;
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    overscroll-behavior: contain;
    scroll-padding-bottom: env(safe-area-inset-bottom);
    background: var(--_paper);
    color: var(--_ink);
    font: 400 15px/22px var(--installment-font, inherit);
    text-align: center;
  }
  ::backdrop {
    background: rgb(20 21 23/0.56);
  }
  :host([theme='dark']) ::backdrop {
    background: rgb(0 0 0/0.64);
  }
  @media (min-width: 1040px) {
    dialog {
      width: min(976px, 100vw - 64px);
      height: clamp(min(640px, 100vh - 64px), var(--_height, 640px), 100vh - 64px);
      margin: auto;
      border-radius: 16px;
      box-shadow: 0 0 0 1px var(--_ring);
    }
    [data-layout='comparison'] {
      width: min(1152px, 100vw - 64px);
    }
  }
  iframe {
    display: block;
    width: 100%;
    height: 100%;
    border: 0;
    opacity: 0;
  }
  [data-state='ready'] iframe {
    opacity: 1;
  }
  .cover {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding: 64px 24px;
    overflow: auto;
    background: var(--_paper);
  }
  [data-state='ready'] .cover {
    display: none;
  }
  h2 {
    margin: 0;
    font: inherit;
    font-size: 22px;
    line-height: 28px;
    font-weight: 600;
    letter-spacing: -0.02em;
  }
  p {
    margin: 0 0 16px;
    color: var(--_quiet);
    max-width: 44ch;
    text-wrap: balance;
  }
  button,
  a {
    min-width: 48px;
    min-height: 48px;
    box-sizing: border-box;
    font: inherit;
    font-weight: 500;
    color: inherit;
    cursor: pointer;
  }
  button {
    padding: 0 24px;
    border: 1px solid transparent;
    border-radius: var(--installment-radius, 10px);
    background: var(--_ink);
    color: var(--_paper);
  }
  a {
    padding: 13px 12px;
    text-underline-offset: 4px;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .close {
    position: absolute;
    top: 4px;
    right: 4px;
    padding: 0;
    background: none;
    color: inherit;
  }
  svg {
    display: block;
    margin: auto;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
  }
  .ring {
    width: 24px;
    height: 24px;
    border: 2px solid color-mix(in srgb, currentColor 30%, transparent);
    border-top-color: currentColor;
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog {
      transition: height 0.24s cubic-bezier(0.2, 0.7, 0.2, 1);
      animation: arrive 0.24s cubic-bezier(0.2, 0.7, 0.2, 1);
    }
    ::backdrop {
      animation: appear 0.24s;
    }
    iframe {
      transition: opacity 0.14s;
    }
    .ring {
      animation: turn 0.8s linear infinite;
    }
  }
  @keyframes arrive {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
