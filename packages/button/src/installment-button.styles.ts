import { css } from './css.ts';

/*
 * Text on the accent is white or black, whichever reads better: both have the same contrast at a luminance of 0.1791. Hover and pressed move the accent
 * away from the text colour. An accent close to white or black has contrast to spare and moves towards the text colour, the only visible way.
 */
export const styles = css`
  :host {
    --_ink: light-dark(#17181b, #ecedf0);
    --_quiet: light-dark(#5a5e66, #a2a6af);
    display: inline-block;
    vertical-align: middle;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }
  button {
    --_a: var(--installment-accent, var(--_ink));
    --_t: var(--installment-text, var(--_a));
    --_dark: (0.1791 - y) * 1e9;
    --_far: var(--_dark) * (0.06 - y) * (0.45 - y);
    --_away: color(from var(--_a) xyz clamp(0, var(--_far), 0.95) clamp(0, var(--_far), 1) clamp(0, var(--_far), 1.09));
    --_rest: var(--_a);
    --_hover: color-mix(in srgb, var(--_a) 90%, var(--_away));
    --_pressed: color-mix(in srgb, var(--_a) 80%, var(--_away));
    --_height: 48px;
    --_padding: 19px;
    --_gap: 8px;
    position: relative;
    display: grid;
    place-content: center;
    place-items: center;
    column-gap: var(--installment-gap, var(--_gap));
    box-sizing: border-box;
    width: 100%;
    min-height: var(--installment-height, var(--_height));
    margin: 0;
    padding: 5px var(--_padding);
    border: 1px solid #0000;
    border-radius: var(--installment-radius, 10px);
    font: inherit;
    font-family: var(--installment-font, inherit);
    font-weight: var(--installment-weight, 500);
    font-size: 15px;
    line-height: 1.33;
    font-variant-numeric: lining-nums tabular-nums;
    letter-spacing: var(--installment-tracking, 0);
    text-wrap: balance;
    cursor: pointer;
    background: var(--_rest);
    color: var(
      --installment-on-accent,
      color(from var(--_a) xyz clamp(0, var(--_dark), 0.95) clamp(0, var(--_dark), 1) clamp(0, var(--_dark), 1.09))
    );
  }
  .s {
    --_height: 40px;
    --_padding: 15px;
  }
  .s::after {
    content: '';
    position: absolute;
    inset: -5px 0;
  }
  .l {
    --_height: 56px;
    --_padding: 23px;
    font-size: 16px;
  }
  .two-lines {
    --_gap: 12px;
    line-height: 1.2;
  }
  .outline,
  .plain {
    --_rest: #0000;
    --_hover: color-mix(in srgb, var(--_t) 6%, #0000);
    --_pressed: color-mix(in srgb, var(--_t) 12%, #0000);
    color: var(--_t);
  }
  .outline {
    border-color: color-mix(in srgb, var(--_t) 55%, #0000);
  }
  .plain {
    --_padding: 11px;
    width: calc(100% + 12px);
    margin-left: -12px;
  }
  .plain [part='label'] {
    text-decoration: underline 1px color-mix(in srgb, var(--_t) 45%, #0000);
    text-underline-offset: 4px;
  }
  button:hover {
    background: var(--_hover);
  }
  button:active {
    background: var(--_pressed);
  }
  /* The ring has two tones, so it is visible on any page. */
  :focus-visible {
    outline: 2px solid light-dark(#2b5aa8, #8ab4f2);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px light-dark(#fff, #141517);
  }
  .off {
    --_rest: light-dark(#edece6, #25272b);
    color: var(--_quiet);
    pointer-events: none;
  }
  .off:not(.filled) {
    --_rest: #0000;
    --_t: light-dark(#c8c7bf, #44474e);
  }
  .outline:is(:hover, .off) {
    border-color: var(--_t);
  }
  .plain:is(:hover, :focus-visible, .off) [part='label'] {
    text-decoration: none;
  }
  slot {
    display: block;
  }
  [part='icon'] ~ slot {
    grid-column: 2;
  }
  [part='icon'],
  ::slotted([slot='icon']) {
    grid-area: 1 / 1 / 3;
    width: 20px;
    height: 20px;
  }
  .wait [part='price'] {
    visibility: hidden;
  }
  [part='price'] {
    font-size: 13px;
    font-weight: 400;
  }
  button:not(.busy) i,
  p:empty {
    display: none;
  }
  /* Invisible, but still the accessible name of the button. */
  .busy slot {
    opacity: 0;
  }
  i {
    position: absolute;
    width: 16px;
    height: 16px;
    border: 2px solid #8886;
    border-top-color: currentColor;
    border-radius: 50%;
    forced-color-adjust: none;
  }
  p {
    width: 0;
    min-width: 100%;
    margin: 6px 0 0;
    color: var(--_quiet);
    font-size: 13px;
    line-height: 18px;
  }
  /* Text of about the length of the legal text keeps its place until the tariff table is loaded. */
  [part='legal'] {
    display: flow-root;
  }
  [part='legal']::before {
    content: 'ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo ooooooooo';
    float: left;
    width: 100%;
    margin-right: -100%;
    visibility: hidden;
  }
  a {
    color: inherit;
  }
  @media (prefers-reduced-motion: no-preference) {
    button {
      transition: background 0.14s;
    }
    i {
      animation: turn 0.8s linear infinite;
    }
  }
  @media (forced-colors: active) {
    .off {
      color: GrayText;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  /*
   * Chrome before 123, Firefox before 128, Safari before 18. System colours follow the colour scheme; a filter makes the accent's own colour white or
   * black, whichever reads better.
   */
  @supports not ((color: light-dark(red, red)) and (color: color(from red xyz clamp(0, x, 1) y z))) {
    :host {
      --_ink: CanvasText;
      --_quiet: CanvasText;
    }
    .filled:not(.off) {
      --_hover: var(--_a);
      --_pressed: var(--_a);
      color: var(--installment-on-accent, var(--_a));
    }
    .filled:not(.off) slot {
      filter: var(--installment-on-accent, invert(1) grayscale(1) brightness(0.92) contrast(999));
    }
    .off {
      opacity: 0.6;
    }
    .plain [part='label'] {
      text-decoration: underline;
    }
  }
`;

/** While the element is hidden because no plan fits. A sheet, because Chrome before 125 and Firefox before 126 know no `:state()`. */
export const hiddenStyles = css`
  :host {
    display: none !important;
  }
`;
