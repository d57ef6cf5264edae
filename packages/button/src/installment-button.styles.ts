import { css } from '@lit/reactive-element/css-tag.js';

export const styles = css`
  :host {
    --_ink: #17181b;
    --_paper: #fff;
    --_fill: #edece6;
    --_quiet: #5a5e66;
    --_line: #c8c7bf;
    --_focus: #2b5aa8;
    display: inline-block;
    vertical-align: middle;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_ink: light-dark(#17181b, #ecedf0);
      --_paper: light-dark(#fff, #141517);
      --_fill: light-dark(#edece6, #25272b);
      --_quiet: light-dark(#5a5e66, #a2a6af);
      --_line: light-dark(#c8c7bf, #44474e);
      --_focus: light-dark(#2b5aa8, #8ab4f2);
    }
  }
  :host([hidden]),
  :host(:state(unavailable):state(hide)) {
    display: none;
  }

  button {
    --_a: var(--installment-accent, var(--_ink));
    --_t: var(--installment-text, var(--_a));
    --_on: var(--installment-on-accent, var(--_paper));
    --_rest: var(--_a);
    --_hover: var(--_a);
    --_pressed: var(--_a);
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--installment-gap, 8px);
    box-sizing: border-box;
    width: 100%;
    min-height: var(--installment-height, 48px);
    margin: 0;
    padding: 3px 19px;
    border: 1px solid transparent;
    border-radius: var(--installment-radius, 10px);
    font: inherit;
    font-family: var(--installment-font, inherit);
    font-weight: var(--installment-weight, 500);
    font-size: 15px;
    line-height: 20px;
    font-variant-numeric: lining-nums tabular-nums;
    letter-spacing: var(--installment-tracking, 0);
    text-align: center;
    cursor: pointer;
    background: var(--_rest);
    color: var(--_on);
    -webkit-tap-highlight-color: transparent;
  }
  /* On-accent: white or black, whichever reads better; the two have equal contrast at a luminance of 0.1791. Hover and pressed move away
     from it; but an accent next to white or black itself has contrast to spare, and only the way towards it is seen. */
  @supports (color: color(from red xyz x y z)) {
    button {
      --_on: var(
        --installment-on-accent,
        color(
          from var(--_a) xyz calc(0.95 * clamp(0, (0.1791 - y) * 1e6, 1)) clamp(0, (0.1791 - y) * 1e6, 1)
            calc(1.09 * clamp(0, (0.1791 - y) * 1e6, 1))
        )
      );
      --_away: color(
        from var(--_a) xyz calc(0.95 * clamp(0, (0.04 - y) * (0.1791 - y) * (0.65 - y) * 1e9, 1))
          clamp(0, (0.04 - y) * (0.1791 - y) * (0.65 - y) * 1e9, 1) calc(1.09 * clamp(0, (0.04 - y) * (0.1791 - y) * (0.65 - y) * 1e9, 1))
      );
      --_hover: color-mix(in oklab, var(--_a) 90%, var(--_away));
      --_pressed: color-mix(in oklab, var(--_a) 80%, var(--_away));
    }
  }
  :host(:is([variant='outline'], [variant='plain'])) button {
    --_rest: transparent;
    --_hover: color-mix(in srgb, var(--_t) 6%, transparent);
    --_pressed: color-mix(in srgb, var(--_t) 12%, transparent);
    color: var(--_t);
  }
  :host([variant='outline']) button {
    border-color: color-mix(in srgb, var(--_t) 55%, transparent);
  }
  :host([variant='outline']) button:is(:hover, :active) {
    border-color: var(--_t);
  }
  :host([variant='plain']) button {
    width: calc(100% + 12px);
    margin-left: -12px;
    padding: 3px 11px;
  }
  :host([variant='plain']) [part='label'] {
    text-decoration: underline 1px color-mix(in srgb, currentColor 45%, transparent);
    text-underline-offset: 4px;
  }
  :host([variant='plain']) button:is(:hover, :active, :focus-visible, .off) [part='label'] {
    text-decoration-color: transparent;
  }

  [part='label'],
  [part='price'] {
    display: block;
    text-wrap: balance;
  }
  [part='price'] {
    font-size: 13px;
    line-height: 16px;
    font-weight: 400;
    letter-spacing: 0;
  }
  bdi {
    white-space: nowrap;
    word-spacing: -0.05em;
  }
  [part='icon'],
  ::slotted([slot='icon']) {
    display: block;
    width: 20px;
    height: 20px;
  }
  :host([size='s']) button {
    min-height: var(--installment-height, 40px);
    padding-inline: 15px;
    gap: var(--installment-gap, 6px);
  }
  :host([size='s'][variant='plain']) button {
    padding-inline: 11px;
  }
  :host([size='s']) button::after {
    content: '';
    position: absolute;
    inset: -5px 0;
  }
  :host([size='s']) :is([part='icon'], ::slotted([slot='icon'])) {
    width: 18px;
    height: 18px;
  }
  :host([size='l']) button {
    min-height: var(--installment-height, 56px);
    padding: 5px 23px;
    font-size: 16px;
    line-height: 22px;
  }
  :host([size='l'][variant='plain']) button {
    padding-inline: 11px;
  }
  button.two {
    gap: calc(var(--installment-gap, 8px) + 4px);
    padding-block: 5px;
    line-height: 18px;
  }
  :host([size='l']) button.two {
    padding-block: 7px;
    line-height: 20px;
  }

  button:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
    /* Two tones, so that the ring is seen on any page. */
    box-shadow: 0 0 0 2px var(--_paper);
  }
  @media (hover: hover) {
    button:hover {
      background: var(--_hover);
    }
  }
  button:active {
    background: var(--_pressed);
  }
  button.off,
  button:disabled {
    --_rest: var(--_fill);
    --_hover: var(--_rest);
    --_pressed: var(--_rest);
    color: var(--_quiet);
    cursor: default;
  }
  :host(:is([variant='outline'], [variant='plain'])) button:is(.off, :disabled) {
    --_rest: transparent;
    color: var(--_quiet);
  }
  :host([variant='outline']) button:is(.off, :disabled) {
    border-color: var(--_line);
  }
  /* Seen no more, but still the button's name. */
  [aria-busy='true'] > :not([part='spinner']) {
    opacity: 0;
  }
  [part='spinner'] {
    position: absolute;
    width: 20px;
    height: 20px;
    box-sizing: border-box;
    border: 2px solid color-mix(in srgb, currentColor 30%, transparent);
    border-top-color: currentColor;
    border-radius: 50%;
  }
  [part='reason'],
  [part='legal'] {
    display: block;
    margin-top: 6px;
    color: var(--_quiet);
    font-size: 13px;
    line-height: 18px;
  }
  [part='reason'] a {
    color: inherit;
  }
  @media (prefers-reduced-motion: no-preference) {
    button {
      transition: background-color 0.14s;
    }
    [part='spinner'] {
      animation: turn 0.8s linear infinite;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (forced-colors: active) {
    button.off,
    button:disabled {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
