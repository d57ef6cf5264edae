import { svg, html, type TemplateResult } from 'lit';

// Drawn for this product, beside those of ui: 20 × 20, stroke 1.5.
const drawings = {
  search: svg`<circle cx="8.75" cy="8.75" r="5.75"/><path d="m13 13 4.25 4.25"/>`,
  plus: svg`<path d="M10 3.5v13M3.5 10h13"/>`,
  eye: svg`<path d="M1.75 10S4.75 4.5 10 4.5 18.25 10 18.25 10 15.25 15.5 10 15.5 1.75 10 1.75 10Z"/><circle cx="10" cy="10" r="2.5"/>`,
  'eye-off': svg`<path d="M8 4.7A8 8 0 0 1 10 4.5c5.25 0 8.25 5.5 8.25 5.5a14 14 0 0 1-2.3 2.9M13 14.8a7.6 7.6 0 0 1-3 .7C4.75 15.5 1.75 10 1.75 10a14.3 14.3 0 0 1 3.5-3.9M3 3l14 14"/>`,
  list: svg`<path d="M3 5h14M3 10h14M3 15h9"/>`,
  link: svg`<path d="M8.5 11.500a3.25 3.25 0 0 0 4.6 0l2.9-2.900a3.25 3.25 0 0 0-4.6-4.600l-1 1M11.5 8.500a3.25 3.25 0 0 0-4.6 0L4 11.400A3.25 3.25 0 0 0 8.6 16l1-1"/>`,
  bars: svg`<path d="M4 16.500V10m6 6.500v-13m6 13V12.5"/>`,
  dots: svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.5"/>`,
  clock: svg`<circle cx="10" cy="10" r="7.25"/><path d="M10 5.750V10l2.75 1.75"/>`,
  dash: svg`<path d="M5 10h10"/>`,
  repeat: svg`<path d="M16 10a6 6 0 1 1-1.9-4.400L16 7.250M16 3.500v3.750h-3.75"/>`,
  copy: svg`<rect x="7.25" y="7.25" width="9.5" height="9.5" rx="2"/><path d="M12.75 7.250v-2a2 2 0 0 0-2-2h-5.500a2 2 0 0 0-2 2v5.500a2 2 0 0 0 2 2h2"/>`,
  printer: svg`<path d="M6 7.250v-4h8v4M6 14.250H4.250a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1h11.500a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H14M6 11.750h8v5H6z"/>`,
  failed: svg`<path d="M10 3.25 17.75 16.500H2.250zM10 8.250v3.500m0 2.300v.1"/>`,
  todo: svg`<circle cx="10" cy="10" r="6.75" stroke-dasharray="2 2.7"/>`,
} satisfies Record<string, TemplateResult>;

export type CabinetIcon = keyof typeof drawings;

/** An icon that screen readers skip: the meaning stands in a word beside it or in the control's name. */
export function sign(name: CabinetIcon, size: 16 | 20 = 20): TemplateResult {
  return html`<svg class="icon ${size === 16 ? 'icon-16' : ''}" viewBox="0 0 20 20" aria-hidden="true">${drawings[name]}</svg>`;
}
