import * as z from 'zod/mini';
import { networkFetch } from './session/api.ts';
import { InstallmentApplication } from './application.ts';
import { earlySession } from './session/early-session.ts';
import { BuyerSession } from './session/buyer-session.ts';
import { readPlace } from './frame/place.ts';
import { openPagePort } from './frame/page-port.ts';
import { takeEarlySession } from './session/take-early-session.ts';

// Otherwise zod tries `new Function`, and the page's CSP reports that.
z.config({ jitless: true });

const origins = document.querySelector<HTMLMetaElement>('meta[name="installment-origins"]')?.content ?? '';
const buyerSession = new BuyerSession({
  place: readPlace(location, origins, window.parent !== window),
  fetch: takeEarlySession(earlySession, networkFetch),
});

async function connectToPage(): Promise<void> {
  const { place } = buyerSession;
  if (place.widgetFrame !== null) {
    // Few buyers come through that widget, so the others do not wait for its code.
    const { openWidgetPort } = await import('./frame/widget-port.ts');
    const port = openWidgetPort({ place, wayBack: () => buyerSession.wayBack() });
    buyerSession.port = port;
    buyerSession.subscribe(() => port.look(buyerSession.state.session));
  } else if (place.framed) {
    buyerSession.port = openPagePort({ origins: place.origins, onMessage: (message) => buyerSession.onPageMessage(message) });
  }
}

// What the first step says to the page has to find the port.
void connectToPage().then(() => {
  const element = document.querySelector('installment-application');
  if (element instanceof InstallmentApplication) element.buyerSession = buyerSession;
  void buyerSession.load();
});

addEventListener('pagehide', () => void buyerSession.saveNow({ leaving: true }));
addEventListener('online', () => buyerSession.wake());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') buyerSession.wake();
  else void buyerSession.saveNow({ leaving: true });
});
