import type { SentCode } from '@installment-button/protocol/buyer-api';
import type { BuyerPrefill } from '@installment-button/protocol/frame-messages';
import type { Session } from '@installment-button/protocol/session-view';
import type { ThemeChoice } from '@installment-button/ui/theme';
import type { Locale } from '../format/locale.ts';
import type { Place } from '../frame/place.ts';
import { type DraftState, emptyDraft } from './draft.ts';
import type { Saving } from './draft-saver.ts';
import type { FirstStep } from './first-step-memory.ts';
import { type Connection, standing } from './live-updates.ts';
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
  /** As the buyer typed it. */
  typed: string;
  /** The code that is on its way to this phone. */
  sent: SentCode | null;
}

export interface Look {
  theme: ThemeChoice;
  locale: Locale;
  /** Of the page around the frame. Accent and radius win over those that the shop registered. */
  accent: string | null;
  radius: number | null;
  /** CSS px. */
  safeAreaBottom: number;
  prefill: BuyerPrefill | null;
  /** Inside the shop's dialog, which closes itself when it is told so. T-Bank's widget does not. */
  framed: boolean;
}

/** Before anything is known but the page's own address. */
export function initialState(place: Place): BuyerSessionState {
  return {
    phase: 'loading',
    failure: null,
    session: null,
    screen: 'terms',
    draft: emptyDraft(),
    saving: 'none',
    phone: { typed: '', sent: null },
    connection: standing,
    look: {
      theme: place.theme,
      locale: place.locale,
      accent: null,
      radius: null,
      safeAreaBottom: 0,
      prefill: null,
      framed: place.framed && place.widgetFrame === null,
    },
  };
}

/** Phone and terms as they were on the first step before a reload. They win over what the shop's page knows of its buyer. */
export function restoreFirstStep(
  { draft, phone }: BuyerSessionState,
  before: FirstStep | null,
): Pick<BuyerSessionState, 'draft' | 'phone'> {
  if (!before) return { draft, phone };
  const { term, firstPayment } = before;
  const termsSet = term !== null || firstPayment > 0;
  return { draft: { ...draft, term: term ?? draft.term, firstPayment, termsSet }, phone: before.phone.typed ? before.phone : phone };
}
