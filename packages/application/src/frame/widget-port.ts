import type { FrameToPage, PayloadOf } from '@installment-button/protocol/frame-messages';
import type { Session, SessionOrder } from '@installment-button/protocol/session-view';
import type { Place } from './place.ts';
import type { PagePort } from './page-port.ts';
import { parseUrl } from './parse-url.ts';

export interface WidgetPortOptions {
  place: Pick<Place, 'origins' | 'widgetFrame' | 'widgetReturns'>;
  /** Address to which the buyer goes back. */
  wayBack(): string | null;
  own?: WidgetWindow;
}

export interface WidgetPort extends PagePort {
  /** Tells the widget what is new in the session. */
  look(session: Session | null): void;
}

/** A window in the widget's frame. */
export interface WidgetWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void; readonly location: { href: string } };
  /** The pages around the frame, the nearest first. Not every browser has this. */
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> };
  readonly document: { readonly referrer: string };
}

/**
 * Speaks to T-Bank's own widget, which a shop may have left on its page. The widget opens our link in its frame:
 *
 * 1. It takes `tinkoff/…` messages from any sender; the frame sends them to the shop's registered origin only, and nothing about the person.
 * 2. It compares `frameId` with `===` to its own text.
 * 3. APPROVED is due at the first bank's approval, as `info` says `approved` then. SUCCESS, REJECT and CANCEL end its question "really close?".
 * 4. CANCEL means canceled for good: never on a mere close, and never after SUCCESS.
 * 5. The way back: with `useReturnLinks` the widget moves the shop's page to any `returnLink` that it sees, so only REDIRECT_TO_PARTNER has
 *    one. Without it, our page moves the shop's page by itself, in the buyer's click.
 */
export function openWidgetPort({ place, wayBack, own = window }: WidgetPortOptions): WidgetPort {
  const origin = parentOrigin(own, place.origins);
  const told = new Set<string>();
  const say = (type: string, payload: object = {}) => {
    if (origin !== null) own.parent.postMessage({ type: `tinkoff/${type}`, frameId: place.widgetFrame, ...payload }, origin);
  };
  const sayOnce = (type: string, orderId: string) => {
    if (told.has(`${type} ${orderId}`)) return;
    told.add(`${type} ${orderId}`);
    say(type);
  };
  const goBack = () => {
    const returnLink = wayBack();
    if (returnLink === null || origin === null) return;
    if (place.widgetReturns) say('REDIRECT_TO_PARTNER', { returnLink });
    else own.parent.location.href = returnLink;
  };
  return {
    origin,
    send<Type extends FrameToPage['type']>(...[type, payload]: [Type, PayloadOf<Type>]) {
      const message = { type, payload } as { [Each in FrameToPage['type']]: { type: Each; payload: PayloadOf<Each> } }[FrameToPage['type']];
      if (message.type === 'ready') say('READY');
      if (message.type === 'resize') say('RECALCULATE_HEIGHT', { height: message.payload.height });
      if (message.type === 'close') goBack();
    },
    look(session) {
      if (!session) return;
      for (const type of newsOf(session)) sayOnce(type, session.order.id);
    },
    close: () => undefined,
  };
}

function newsOf(session: Session): string[] {
  const { order } = session;
  const approved =
    order.status === 'approved' || (session.phoneConfirmed && session.decisions.some(({ decision }) => decision === 'approved'));
  const appointed = session.phoneConfirmed && session.signing?.state === 'appointed';
  const end = endOf(order);
  return [...(approved ? ['APPROVED'] : []), ...(appointed ? ['APPOINTED'] : []), ...(end ? [end] : [])];
}

function endOf({ status, previousStatus }: SessionOrder): string | null {
  if (status === 'signed' || status === 'confirmed' || status === 'settled') return 'SUCCESS';
  if (status === 'rejected') return 'REJECT';
  const wasSigned = previousStatus === 'signed' || previousStatus === 'confirmed';
  return (status === 'canceled' || status === 'expired') && !wasSigned ? 'CANCEL' : null;
}

function parentOrigin({ location, document }: WidgetWindow, origins: readonly string[]): string | null {
  const framing = location.ancestorOrigins?.[0] ?? parseUrl(document.referrer)?.origin;
  return origins.find((origin) => origin === framing) ?? null;
}
