import type { Session } from '@installment-button/protocol/session-view';
import { type FormScreen, formScreens, isFormScreen } from '../form/form-screens.ts';

/** Every screen. `return` proves the phone again for an order that has gone on; `ended` says why nothing can be done here. */
export type Screen = 'terms' | FormScreen | 'consents' | 'waiting' | 'offers' | 'signing' | 'result' | 'rejected' | 'return' | 'ended';

/** The screens that this order may show to this buyer. The first is the one that the page opens by itself. */
export function screensFor(session: Session): readonly [Screen, ...Screen[]] {
  const { status, successor } = session.order;
  if (successor || status === 'canceled' || status === 'expired') return ['ended'];
  if (!session.phoneConfirmed) {
    if (status === 'created') return ['terms'];
    return status === 'rejected' ? ['rejected', 'return'] : ['return'];
  }
  switch (status) {
    case 'created': {
      const saved = session.draft?.step ?? '';
      const first = isFormScreen(saved) || saved === 'consents' ? saved : 'person';
      return [first, 'terms', ...formScreens, 'consents'];
    }
    case 'submitted':
      return session.offers.length ? ['waiting', 'offers'] : ['waiting'];
    case 'approved':
      // The lender's own page signs.
      if (session.redirectOffers?.some(({ id }) => id === session.chosenOfferId))
        return session.offers.length ? ['waiting', 'offers'] : ['waiting'];
      if (session.chosenOfferId) return ['signing', 'offers', 'waiting'];
      return session.offers.length ? ['offers', 'waiting'] : ['waiting'];
    case 'signed':
    case 'confirmed':
    case 'settled':
      return ['result'];
    case 'rejected':
      return ['rejected'];
  }
}

/** The step of the progress line (1…5), and the form's part within the second step. */
export function progressOf(screen: Screen): { step: number; part?: number; parts?: number } {
  if (isFormScreen(screen)) return { step: 2, part: formScreens.indexOf(screen) + 1, parts: formScreens.length };
  const steps = { terms: 1, consents: 3, waiting: 4, offers: 4, rejected: 4, signing: 5, result: 5, return: 1, ended: 1 };
  return { step: steps[screen] };
}

export const lastStep = 5;

/** Where «back» leads; null where it leads nowhere. */
export function screenBefore(screen: Screen, session: Session): Screen | null {
  if (isFormScreen(screen)) return formScreens[formScreens.indexOf(screen) - 1] ?? 'terms';
  switch (screen) {
    case 'consents':
      return 'work';
    case 'offers':
      return session.order.status === 'submitted' ? 'waiting' : null;
    case 'signing':
      return 'offers';
    case 'return':
      return session.order.status === 'rejected' ? 'rejected' : null;
    default:
      return null;
  }
}

/** Keeps the screen while order, status, phone and choice stay the same. Otherwise it is the first possible screen. */
export function nextScreen(before: Session | null, session: Session, screen: Screen): Screen {
  const possible = screensFor(session);
  const stays =
    before?.order.id === session.order.id &&
    before.order.status === session.order.status &&
    before.phoneConfirmed === session.phoneConfirmed &&
    (!before.phoneConfirmed || !session.phoneConfirmed || before.chosenOfferId === session.chosenOfferId);
  return stays && possible.includes(screen) ? screen : possible[0];
}
