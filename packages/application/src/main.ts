import * as z from 'zod/mini';
import { networkFetch } from './api.ts';
import { InstallmentApplication } from './application.ts';
import { earlySession } from './early-session.ts';
import { Journey } from './journey.ts';
import { readPlace } from './place.ts';
import { openPagePort } from './port.ts';
import { takeEarlySession } from './take-early-session.ts';
import { openWidgetPort } from './widget-port.ts';

// Zod probes `new Function` otherwise, which the page's CSP reports.
z.config({ jitless: true });

const origins = document.querySelector<HTMLMetaElement>('meta[name="installment-origins"]')?.content ?? '';
const journey = new Journey({
  place: readPlace(location, origins, window.parent !== window),
  fetch: takeEarlySession(earlySession, networkFetch),
});
if (journey.place.widgetFrame !== null) {
  journey.port = openWidgetPort({ place: journey.place, wayBack: (reason) => journey.wayBack(reason) });
} else if (journey.place.framed) {
  journey.port = openPagePort({ origins: journey.place.origins, onMessage: (message) => journey.onPageMessage(message) });
}

const element = document.querySelector('installment-application');
if (element instanceof InstallmentApplication) element.journey = journey;
void journey.load();

addEventListener('pagehide', () => void journey.saveNow({ leaving: true }));
addEventListener('online', () => journey.wake());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') journey.wake();
  else void journey.saveNow({ leaving: true });
});
