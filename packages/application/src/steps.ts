import { html, type TemplateResult } from 'lit';
import { isFormScreen } from './form/screens.ts';
import type { Journey } from './journey.ts';
import type { Screen } from './screens.ts';
import './steps/failed-step.ts';
import './steps/terms-step.ts';
import { loadTexts, type FirstTexts, type Texts } from './texts/index.ts';
import type { Locale } from './place.ts';

// The first step comes with the page, the others while the buyer is on the step before.
const later = {
  form: () => import('./steps/form-step.ts'),
  consents: () => import('./steps/consents-step.ts'),
  waiting: () => import('./steps/waiting-step.ts'),
  offers: () => import('./steps/offers-step.ts'),
  signing: () => import('./steps/signing-step.ts'),
  result: () => import('./steps/result-step.ts'),
  rejected: () => import('./steps/rejected-step.ts'),
  ended: () => import('./steps/ended-step.ts'),
};

type Chunk = keyof typeof later;
const arrived = new Set<Chunk>();

const chunkOf = (screen: Screen): Chunk | null =>
  screen === 'terms' || screen === 'return' ? null : isFormScreen(screen) ? 'form' : screen;

/** The first screens need nothing more than what the page begins with. */
export const isFirst = (screen: Screen): boolean => chunkOf(screen) === null;

export function hasArrived(screen: Screen): boolean {
  const chunk = chunkOf(screen);
  return chunk === null || arrived.has(chunk);
}

/** Fetches the code of a screen; throws where the network refuses. */
export async function loadStep(screen: Screen): Promise<void> {
  const chunk = chunkOf(screen);
  if (chunk !== null) await fetchChunk(chunk);
}

async function fetchChunk(chunk: Chunk): Promise<void> {
  await later[chunk]();
  arrived.add(chunk);
}

/** Brings the next steps while nothing else is to be done. */
export function warmSteps(locale: Locale): void {
  const idle = globalThis.requestIdleCallback ?? ((callback: () => void) => setTimeout(callback, 200));
  idle(
    () =>
      void Promise.allSettled([loadTexts(locale), import('./stream.ts'), ...(['form', 'consents', 'waiting'] as const).map(fetchChunk)]),
  );
}

export function firstElement(screen: 'terms' | 'return' | 'failed', journey: Journey, texts: FirstTexts): TemplateResult {
  const { state } = journey;
  return screen === 'failed'
    ? html`<failed-step .journey=${journey} .state=${state} .texts=${texts}></failed-step>`
    : html`<terms-step .journey=${journey} .state=${state} .texts=${texts}></terms-step>`;
}

export function laterElement(screen: Screen, journey: Journey, texts: Texts): TemplateResult {
  const { state } = journey;
  switch (screen) {
    case 'person':
    case 'passport':
    case 'address':
    case 'work':
      return html`<form-step .journey=${journey} .state=${state} .texts=${texts} .screen=${screen}></form-step>`;
    case 'consents':
      return html`<consents-step .journey=${journey} .state=${state} .texts=${texts}></consents-step>`;
    case 'waiting':
      return html`<waiting-step .journey=${journey} .state=${state} .texts=${texts}></waiting-step>`;
    case 'offers':
      return html`<offers-step .journey=${journey} .state=${state} .texts=${texts}></offers-step>`;
    case 'signing':
      return html`<signing-step .journey=${journey} .state=${state} .texts=${texts}></signing-step>`;
    case 'result':
      return html`<result-step .journey=${journey} .state=${state} .texts=${texts}></result-step>`;
    case 'rejected':
      return html`<rejected-step .journey=${journey} .state=${state} .texts=${texts}></rejected-step>`;
    case 'ended':
      return html`<ended-step .journey=${journey} .state=${state} .texts=${texts}></ended-step>`;
    case 'terms':
    case 'return':
      return firstElement(screen, journey, texts);
  }
}
