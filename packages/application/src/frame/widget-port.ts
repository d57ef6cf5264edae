import type { FrameToPage, PayloadOf } from '@installment-button/protocol/frame-messages';
import type { Place } from './place.ts';
import type { PagePort } from './page-port.ts';
import type { CloseReason } from './return-address.ts';

export interface WidgetPortOptions {
  place: Pick<Place, 'origins' | 'widgetFrame'>;
  /** Where the buyer goes back to. */
  wayBack(reason: CloseReason): string | null;
  own?: WidgetWindow;
}

/** A window in the widget's frame. */
export interface WidgetWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  /** Who frames it, the nearest first; not known to every browser. */
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> };
  readonly document: { readonly referrer: string };
}

const statusMessages: Partial<Record<PayloadOf<'status'>['status'], string>> = {
  approved: 'APPROVED',
  signed: 'SUCCESS',
  rejected: 'REJECT',
  canceled: 'CANCEL',
  expired: 'CANCEL',
};

/**
 * The talk with T-Bank's own widget, where a shop left it on its page: it opens our link in its frame and takes `tinkoff/…` messages
 * from anybody. We send to the shop's registered origin alone, and nothing about the person.
 */
export function openWidgetPort({ place, wayBack, own = window }: WidgetPortOptions): PagePort {
  const origin = parentOrigin(own, place.origins);
  const say = (type: string, payload: object = {}) => {
    if (origin !== null) own.parent.postMessage({ type: `tinkoff/${type}`, frameId: frameIdOf(place.widgetFrame), ...payload }, origin);
  };
  return {
    origin,
    send<Type extends FrameToPage['type']>(...[type, payload]: [Type, PayloadOf<Type>]) {
      const message = { type, payload } as { [Each in FrameToPage['type']]: { type: Each; payload: PayloadOf<Each> } }[FrameToPage['type']];
      switch (message.type) {
        case 'ready':
          return say('READY');
        case 'resize':
          return say('RECALCULATE_HEIGHT', { height: message.payload.height });
        case 'status': {
          const told = statusMessages[message.payload.status];
          return told === undefined ? undefined : say(told);
        }
        case 'close': {
          const returnLink = wayBack(message.payload.reason);
          return returnLink === null ? say('CANCEL') : say('REDIRECT_TO_PARTNER', { returnLink });
        }
        default:
          return undefined;
      }
    },
    close: () => undefined,
  };
}

/** A number where it is one, as the widget counts its frames. */
const frameIdOf = (text: string | null) => (text !== null && /^\d+$/.test(text) ? Number(text) : text);

function parentOrigin({ location, document }: WidgetWindow, origins: readonly string[]): string | null {
  const framing = location.ancestorOrigins?.[0] ?? (URL.canParse(document.referrer) ? new URL(document.referrer).origin : '');
  return origins.find((origin) => origin === framing) ?? null;
}
