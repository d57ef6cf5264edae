import { svg } from 'lit';

/** An icon as a shop would put into the slot. */
export const receipt = svg`<path d="M5 2.75h10v14.5l-2-1.5-1.5 1.5-1.5-1.5-1.5 1.5-1.5-1.5-2 1.5z M7.75 7h4.5 M7.75 10.25h4.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>`;
