import type { SentCode } from '@installment-button/protocol/buyer-api';
import type { BuyerPrefill } from '@installment-button/protocol/frame-messages';
import type { Session } from '@installment-button/protocol/session-view';
import type { ThemeChoice } from '@installment-button/ui/theme';
import type { Saving } from './draft-saver.ts';
import { type DraftState, emptyDraft } from './draft.ts';
import type { FirstStep } from './first-step-memory.ts';
import type { Locale } from '../format/locale.ts';
import type { Place } from '../frame/place.ts';
import type { Screen } from './screens.ts';

/** Everything that the page shows, in one object; a new one at each change. */
export interface BuyerSessionState {
  phase: 'loading' | 'open' | 'failed';
  /** Why the page cannot be shown at all. */
  failure: 'link' | 'offline' | 'service' | null;
  /** As `GET /v1/session` said it last, kept current by the stream. */
  session: Session | null;
  screen: Screen;
  draft: DraftState;
  saving: Saving;
  phone: PhoneState;
  connection: Connection;
  look: Look;
}

export interface PhoneState {
  /** As it is typed. */
  typed: string;
  /** A code is under way to it. */
  sent: SentCode | null;
}

export interface Connection {
  /** When the stream broke; null while it stands or is not needed. */
  lostAt: Date | null;
  retryAt: Date | null;
}

export interface Look {
  theme: ThemeChoice;
  locale: Locale;
  /** Of the page around the frame; they win over the shop's own. */
  accent: string | null;
  radius: number | null;
  /** CSS px. */
  safeAreaBottom: number;
  prefill: BuyerPrefill | null;
  /** Inside the shop's dialog. */
  framed: boolean;
}

/** Before anything is known but the page's own address, and what stood on the first step before a reload. */
export function stateAt(place: Place, before: FirstStep | null): BuyerSessionState {
  return {
    phase: 'loading',
    failure: null,
    session: null,
    screen: 'terms',
    draft: before
      ? {
          ...emptyDraft(),
          term: before.term,
          firstPayment: before.firstPayment,
          termsSet: before.term !== null || before.firstPayment > 0,
        }
      : emptyDraft(),
    saving: 'none',
    phone: before?.phone ?? { typed: '', sent: null },
    connection: { lostAt: null, retryAt: null },
    look: {
      theme: place.theme,
      locale: place.locale,
      accent: null,
      radius: null,
      safeAreaBottom: 0,
      prefill: null,
      framed: place.framed,
    },
  };
}
