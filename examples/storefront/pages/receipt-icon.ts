import { html } from './html.ts';

/** Put into the button's `icon` slot. */
export const receipt = html`<svg
  slot="icon"
  width="20"
  height="20"
  viewBox="0 0 20 20"
  fill="none"
  stroke="currentColor"
  stroke-width="1.5"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <path d="M5 3h10v14l-1.7-1.2L11.7 17 10 15.8 8.3 17l-1.6-1.200L5 17zM8 7h4M8 10.5h4" />
</svg>`;
