import type { SessionDetail } from '@installment-button/protocol/session-view';
import type { StreamEvent } from './event-stream.ts';

/** The session after an event of the stream. An event that arrives twice changes nothing the second time. */
export function applyEvent(session: SessionDetail, event: StreamEvent): SessionDetail {
  switch (event.name) {
    case 'decision': {
      const { bank, decision, offers } = event.data;
      const known = session.decisions.some((one) => one.bank.id === bank.id);
      return {
        ...session,
        decisions: known
          ? session.decisions.map((one) => (one.bank.id === bank.id ? { bank, decision } : one))
          : [...session.decisions, { bank, decision }],
        // The event has all offers of the bank. Offers that were there before keep their places.
        offers: [
          ...session.offers.flatMap((offer) => (offer.bank.id === bank.id ? offers.filter((one) => one.id === offer.id) : [offer])),
          ...offers.filter((offer) => !session.offers.some((one) => one.id === offer.id)),
        ],
      };
    }
    case 'status': {
      const { status, previousStatus, sequence, at } = event.data;
      if (sequence <= session.order.sequence) return session;
      return { ...session, order: { ...session.order, status, previousStatus, sequence, statusAt: at } };
    }
    case 'signing':
      return { ...session, signing: event.data };
    case 'deadline':
      return { ...session, deadline: event.data.at };
  }
}

/** Whether the session has to be read anew, because something changed that the event does not carry. */
export function saysTooLittle(before: SessionDetail, event: StreamEvent): boolean {
  switch (event.name) {
    case 'status':
      return event.data.sequence > before.order.sequence;
    // The offers of lenders that decide on their own pages.
    case 'decision':
      return event.data.decision === 'offered' || (before.redirectOffers?.length ?? 0) > 0;
    // What an accepted offer brings: the agreement and the choice.
    case 'signing':
      return event.data.state !== before.signing?.state;
    default:
      return false;
  }
}
