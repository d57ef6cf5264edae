import { html, type TemplateResult } from 'lit';
import type { Cabinet } from '../state/cabinet.ts';
import '../pages/orders/orders-page.ts';

// The code of the list comes with the cabinet. The code of the other pages is fetched when the page is opened, or when the browser is idle.
const later = {
  'sign-in': () => import('../pages/sign-in/sign-in-page.ts'),
  password: () => import('../pages/sign-in/password-page.ts'),
  order: () => import('../pages/order/order-page.ts'),
  links: () => import('../pages/links/links-page.ts'),
  payouts: () => import('../pages/payouts/payouts-page.ts'),
  analytics: () => import('../pages/analytics/analytics-page.ts'),
  integration: () => import('../pages/integration/integration-page.ts'),
  shop: () => import('../pages/shop/shop-page.ts'),
  me: () => import('../pages/me/me-page.ts'),
};

export type Chunk = keyof typeof later;
const arrived = new Set<Chunk>();

/** The code that the page needs; null when it came with the cabinet. */
export function chunkOf(cabinet: Cabinet): Chunk | null {
  const { page } = cabinet.place;
  if (page === 'password') return 'password';
  if (cabinet.phase === 'signed-out') return 'sign-in';
  return page === 'orders' || page === 'nowhere' ? null : page;
}

export const hasArrived = (chunk: Chunk | null): boolean => chunk === null || arrived.has(chunk);

/** Fetches the code of a page; throws when the network fails. */
export async function fetchChunk(chunk: Chunk): Promise<void> {
  await later[chunk]();
  arrived.add(chunk);
}

/** Fetches the code of the order's page ahead: people usually open it next. */
export function warmPages(): void {
  const idle = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 500));
  idle(() => void fetchChunk('order').catch(() => undefined));
}

export function pageElement(cabinet: Cabinet): TemplateResult {
  const { place } = cabinet;
  switch (chunkOf(cabinet)) {
    case 'sign-in':
      return html`<sign-in-page class="page" .cabinet=${cabinet}></sign-in-page>`;
    case 'password':
      return html`<password-page class="page" .cabinet=${cabinet}></password-page>`;
    case 'order':
      return html`<order-page class="page" .cabinet=${cabinet} .orderId=${place.page === 'order' ? place.id : ''}></order-page>`;
    case 'links':
      return html`<links-page class="page" .cabinet=${cabinet}></links-page>`;
    case 'payouts':
      return html`<payouts-page class="page" .cabinet=${cabinet}></payouts-page>`;
    case 'analytics':
      return html`<analytics-page class="page" .cabinet=${cabinet}></analytics-page>`;
    case 'integration':
      return html`<integration-page class="page" .cabinet=${cabinet}></integration-page>`;
    case 'shop':
      return html`<shop-page class="page" .cabinet=${cabinet} .section=${place.page === 'shop' ? place.section : ''}></shop-page>`;
    case 'me':
      return html`<me-page class="page" .cabinet=${cabinet}></me-page>`;
    default:
      return html`<orders-page class="page" .cabinet=${cabinet}></orders-page>`;
  }
}
