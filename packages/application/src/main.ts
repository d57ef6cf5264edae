import * as z from 'zod/mini';
import { InstallmentApplication } from './application.ts';
import { Journey } from './journey.ts';
import { readPlace } from './place.ts';
import { openPagePort } from './port.ts';

// Zod probes `new Function` otherwise, which the page's CSP reports.
z.config({ jitless: true });

const origins = document.querySelector<HTMLMetaElement>('meta[name="installment-origins"]')?.content ?? '';
const journey = new Journey({ place: readPlace(location, origins, window.parent !== window) });
if (journey.place.framed) {
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
