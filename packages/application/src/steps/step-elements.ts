import { html, type TemplateResult } from 'lit';
import { isFormScreen } from '../form/form-screens.ts';
import type { BuyerSession } from '../session/buyer-session.ts';
import type { Screen } from '../session/screens.ts';
import './failed-step.ts';
import './terms-step.ts';
import type { Locale } from '../format/locale.ts';
import { loadTexts } from '../texts/load-texts.ts';
import type { FirstTexts, Texts } from '../texts/texts.ts';

// The first step is part of the page. The others are loaded while the buyer is on the step before.
const later = {
  form: () => import('./form-step.ts'),
  consents: () => import('./consents-step.ts'),
  waiting: () => import('./waiting-step.ts'),
  offers: () => import('./offers-step.ts'),
  signing: () => import('./signing-step.ts'),
  result: () => import('./result-step.ts'),
  rejected: () => import('./rejected-step.ts'),
  ended: () => import('./ended-step.ts'),
};

type Chunk = keyof typeof later;
const loaded = new Set<Chunk>();

const chunkOf = (screen: Screen): Chunk | null =>
  screen === 'terms' || screen === 'return' ? null : isFormScreen(screen) ? 'form' : screen;

/** Whether the screen is part of the page and needs no loading. */
export const isFirst = (screen: Screen): boolean => chunkOf(screen) === null;

export function isLoaded(screen: Screen): boolean {
  const chunk = chunkOf(screen);
  return chunk === null || loaded.has(chunk);
}

/** Loads the code of a screen. Throws where the network fails. */
export async function loadStep(screen: Screen): Promise<void> {
  const chunk = chunkOf(screen);
  if (chunk !== null) await fetchChunk(chunk);
}

async function fetchChunk(chunk: Chunk): Promise<void> {
  await later[chunk]();
  loaded.add(chunk);
}

/** Loads the next steps while the browser is idle. */
export function preloadSteps(locale: Locale): void {
  const idle = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 200));
  idle(
    () =>
      void Promise.allSettled([
        loadTexts(locale),
        import('../session/event-stream.ts'),
        ...(['form', 'consents', 'waiting'] as const).map(fetchChunk),
      ]),
  );
}

export function firstElement(screen: 'terms' | 'return' | 'failed', buyerSession: BuyerSession, texts: FirstTexts): TemplateResult {
  const { state } = buyerSession;
  return screen === 'failed'
    ? html`<failed-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></failed-step>`
    : html`<terms-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></terms-step>`;
}

export function laterElement(screen: Screen, buyerSession: BuyerSession, texts: Texts): TemplateResult {
  const { state } = buyerSession;
  switch (screen) {
    case 'person':
    case 'passport':
    case 'work':
      return html`<form-step .buyerSession=${buyerSession} .state=${state} .texts=${texts} .screen=${screen}></form-step>`;
    case 'consents':
      return html`<consents-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></consents-step>`;
    case 'waiting':
      return html`<waiting-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></waiting-step>`;
    case 'offers':
      return html`<offers-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></offers-step>`;
    case 'signing':
      return html`<signing-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></signing-step>`;
    case 'result':
      return html`<result-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></result-step>`;
    case 'rejected':
      return html`<rejected-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></rejected-step>`;
    case 'ended':
      return html`<ended-step .buyerSession=${buyerSession} .state=${state} .texts=${texts}></ended-step>`;
    case 'terms':
    case 'return':
      return firstElement(screen, buyerSession, texts);
  }
}
