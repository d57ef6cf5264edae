import { orderIdSchema, sessionTokenSchema } from '@installment-button/protocol/ids';
import type { ThemeChoice } from '@installment-button/ui/theme';
import type { Locale } from '../format/locale.ts';

/** What the page learns from its own address and from its HTML. */
export interface Place {
  orderId: string | null;
  /** The link's token; null where the link was cut short. */
  session: string | null;
  theme: ThemeChoice;
  locale: Locale;
  /** Base address of the API: everything before `/apply/`. */
  service: string;
  /** The shop's registered origins. The server writes them into the page. */
  origins: readonly string[];
  /** Inside the shop's dialog, and not in a tab of its own. */
  framed: boolean;
  /** The frame's id in T-Bank's widget, as it came: the widget compares text. null outside the widget. */
  widgetFrame: string | null;
  /** T-Bank's widget moves the shop's page where our page says (`useReturnLinks`). */
  widgetReturns: boolean;
}

/** @param origins the shop's, separated by spaces, as the server wrote them into the page */
export function readPlace(location: Pick<Location, 'href'>, origins: string, framed: boolean): Place {
  const url = new URL(location.href);
  const [before = '', after = ''] = url.pathname.split('/apply/');
  const orderId = orderIdSchema.safeParse(after.split('/')[0]);
  // Some integrations append a query behind the fragment.
  const [token, appended] = url.hash.slice(1).split('?');
  const session = sessionTokenSchema.safeParse(token);
  const theme = url.searchParams.get('theme');
  return {
    orderId: orderId.success ? orderId.data : null,
    session: session.success ? session.data : null,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    // Russian unless the link says otherwise: information for consumers is in Russian (168-ФЗ).
    locale: url.searchParams.get('locale') === 'en' ? 'en' : 'ru',
    service: `${url.origin}${before}`,
    origins: origins.split(/\s+/).filter((origin) => /^https?:\/\//.test(origin)),
    framed,
    widgetFrame: framed ? (url.searchParams.get('frameId') ?? new URLSearchParams(appended).get('frameId')) : null,
    widgetReturns: url.searchParams.get('useReturnLinks') === 'true',
  };
}

/** Puts the address of another order into the address bar. Replaces and never pushes: a frame's `pushState` lands in the shop's own history. */
export function moveTo(orderId: string, session: string): void {
  const address = new URL(location.href);
  address.pathname = address.pathname.replace(/\/apply\/[^/]*$/, `/apply/${orderId}`);
  address.hash = session;
  history.replaceState(null, '', address);
}
