import type { FrameToPage, PayloadOf } from '@installment-button/protocol/frame-messages';
import type { Place } from './place.ts';
import type { PagePort } from './page-port.ts';
import { parseUrl } from './parse-url.ts';
import type { CloseReason } from './return-address.ts';

export interface WidgetPortOptions {
  place: Pick<Place, 'origins' | 'widgetFrame'>;
  /** Address to which the buyer goes back. */
  wayBack(reason: CloseReason): string | null;
  own?: WidgetWindow;
}

/** A window in the widget's frame. */
export interface WidgetWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  /** The pages around the frame, the nearest first. Not every browser has this. */
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
 * Speaks to T-Bank's own widget, which a shop may have left on its page. The widget opens our link in its frame and takes `tinkoff/…`
 * messages from any sender. The frame sends them to the shop's registered origin only, and nothing about the person.
 */
export function openWidgetPort({ place, wayBack, own = window }: WidgetPortOptions): PagePort {
  const origin = parentOrigin(own, place.origins);
  const say = (type: string, payload: object = {}) => {
    if (origin !== null) own.parent.postMessage({ type: `tinkoff/${type}`, frameId: place.widgetFrame, ...payload }, origin);
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

function parentOrigin({ location, document }: WidgetWindow, origins: readonly string[]): string | null {
  const framing = location.ancestorOrigins?.[0] ?? parseUrl(document.referrer)?.origin;
  return origins.find((origin) => origin === framing) ?? null;
}
