import { html, svg, type TemplateResult } from 'lit';

// Drawn for this product: 20 × 20, stroke 1.5.
const drawings = {
  back: svg`<path d="M12.5 4 6.5 10l6 6"/>`,
  forward: svg`<path d="m7.5 4 6 6-6 6"/>`,
  down: svg`<path d="m4 7.5 6 6 6-6"/>`,
  up: svg`<path d="m4 12.5 6-6 6 6"/>`,
  close: svg`<path d="m4.5 4.5 11 11m0-11-11 11"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  warning: svg`<circle cx="10" cy="10" r="7.75"/><path d="M10 6v5m0 2.9v.1"/>`,
  info: svg`<circle cx="10" cy="10" r="7.75"/><path d="M10 9.3V14m0-7.9V6"/>`,
  card: svg`<rect x="2.25" y="4.25" width="15.5" height="11.5" rx="1.5"/><path d="M2.25 8h15.5"/>`,
  calendar: svg`<rect x="3.25" y="4.25" width="13.5" height="12.5" rx="1"/><path d="M3.25 8h13.5M7 2.5v3M10 2.5v3M13 2.5v3m-5.2 6.6 1.7 1.7 3-3.2"/>`,
  pencil: svg`<path d="m4 16 .7-3.2 8.6-8.6 2.5 2.5-8.6 8.6L4 16Zm7.4-9.9 2.5 2.5"/>`,
  document: svg`<path d="M5.25 2.75h6l3.5 3.5v11h-9.5zM11 3v3.5h3.5M7.5 10h5m-5 3h5"/>`,
  download: svg`<path d="M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13"/>`,
  message: svg`<path d="M2.75 3.75h14.5v10.5H9.5L6 17v-2.75H2.75zM6.5 7.5h7m-7 3h4.5"/>`,
  face: svg`<path d="M2.75 6.5V4q0-1.25 1.25-1.25h2.5m7 0H16q1.25 0 1.25 1.25v2.5m0 7V16q0 1.25-1.25 1.25h-2.5m-7 0H4Q2.75 17.25 2.75 16v-2.5m4.5-6v1m5.5-1v1m-5.5 3.5q2.75 2.5 5.5 0"/>`,
  camera: svg`<path d="M2.75 6.25h3.5l1.5-2.5h4.5l1.5 2.5h3.5v9.5H2.75z"/><circle cx="10" cy="10.75" r="2.75"/>`,
} satisfies Record<string, TemplateResult>;

export type IconName = keyof typeof drawings;

/** An icon that screen readers skip: the meaning stands in a word beside it or in the control's name. */
export function icon(name: IconName, size: 16 | 20 = 20): TemplateResult {
  return html`<svg class="icon ${size === 16 ? 'icon-16' : ''}" viewBox="0 0 20 20" aria-hidden="true">${drawings[name]}</svg>`;
}

/** A turning ring: something is under way. Words beside it say what. */
export function ring(): TemplateResult {
  return html`<svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
    <circle class="track" cx="10" cy="10" r="8" />
    <circle class="arc" cx="10" cy="10" r="8" />
  </svg>`;
}
