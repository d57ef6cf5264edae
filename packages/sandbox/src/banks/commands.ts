import { isSigned, refundedAmount, type BankApplication } from './application.ts';
import { agreementFor } from './agreement.ts';
import { done, refusal, type Answer } from './answer.ts';
import { behaviourFor, type Bank } from './bank.ts';
import { happen } from './events.ts';
import type { Command } from './messages.ts';

const conflict = (application: BankApplication) => refusal(409, `application_${application.state}`, 'The application is in another state.');
const gone = () => refusal(410, 'offer_gone', 'The offer is gone.');

export function accept(bank: Bank, application: BankApplication, { offerId }: Command<'accept'>): Answer {
  if (application.state !== 'approved' && application.state !== 'accepted') return conflict(application);
  const offer = application.offers.find(({ id }) => id === offerId);
  if (!offer || new Date(offer.validUntil) <= bank.timer.now() || behaviourFor(bank, application).accept === 'gone') return gone();
  if (application.acceptedOffer?.id !== offerId) {
    application.agreement = agreementFor(bank.profile, application.request, offer, bank.timer.now());
  }
  application.acceptedOffer = offer;
  application.state = 'accepted';
  return done({ agreement: { title: application.agreement?.title, text: application.agreement?.text } });
}

export function release(application: BankApplication): Answer {
  if (application.state === 'accepted') {
    application.state = 'approved';
    application.acceptedOffer = undefined;
    application.agreement = undefined;
    application.appointment = undefined;
  }
  return application.state === 'approved' || application.state === 'pending' ? done() : conflict(application);
}

export function signature(bank: Bank, application: BankApplication, { method, evidence }: Command<'signature'>): Answer {
  if (isSigned(application)) return done();
  if (application.state !== 'accepted' || !application.acceptedOffer)
    return application.state === 'approved' ? gone() : conflict(application);
  if (!application.acceptedOffer.signing.includes(method)) return refusal(422, 'method_not_offered', 'This offer cannot be signed so.');
  if (evidence.agreementSha256 !== application.agreement?.sha256)
    return refusal(422, 'agreement_mismatch', 'The signature is of another text.');
  if (behaviourFor(bank, application).signature === 'refuses')
    return refusal(422, 'signature_refused', 'The bank does not take this signature.');
  sign(bank, application);
  return done();
}

/** The contract is signed, by our evidence or at the bank itself. */
export function sign(bank: Bank, application: BankApplication): void {
  application.state = 'signed';
  const { contractCanceledAfterMs } = behaviourFor(bank, application);
  if (contractCanceledAfterMs !== null) bank.later(contractCanceledAfterMs, () => happen(bank, application, { type: 'contract-canceled' }));
}

export function confirm(bank: Bank, application: BankApplication): Answer {
  if (application.state === 'confirmed' || application.state === 'settled') return done();
  if (application.state !== 'signed') return conflict(application);
  const { confirm: behaviour, settleAfterMs } = behaviourFor(bank, application);
  if (behaviour === 'refuses') return refusal(422, 'confirm_refused', 'The bank does not take this confirmation.');
  application.state = 'confirmed';
  if (settleAfterMs !== null) {
    bank.later(settleAfterMs, () => {
      if (application.state === 'confirmed') happen(bank, application, { type: 'settled' });
    });
  }
  return done();
}

export function cancel(bank: Bank, application: BankApplication): Answer {
  if (application.state === 'canceled') return done();
  if (application.state === 'settled') return conflict(application);
  if (isSigned(application) && behaviourFor(bank, application).cancel === 'refuses') {
    return refusal(422, 'cancel_refused', 'The bank does not cancel this contract.');
  }
  if (application.state === 'pending') application.declineReason = 'canceled';
  application.state = 'canceled';
  application.appointment = undefined;
  return done();
}

export function refund(bank: Bank, application: BankApplication, { refundId, amount }: Command<'refunds'>): Answer {
  const known = application.refunds.find((earlier) => earlier.refundId === refundId);
  if (known) return refundAnswer(known.status);
  if (application.state !== 'confirmed' && application.state !== 'settled') return conflict(application);
  if (amount > application.request.amount - refundedAmount(application)) return refusal(422, 'refund_too_large', 'More than is left.');

  const { refunds, refundDelayMs } = behaviourFor(bank, application);
  const status = refunds === 'at-once' ? 'succeeded' : refunds === 'refuses' ? 'refused' : 'pending';
  application.refunds.push({ refundId, amount, status });
  if (status === 'pending') {
    bank.later(refundDelayMs, () => happen(bank, application, { type: refunds === 'later' ? 'refunded' : 'refund-failed', refundId }));
  }
  return refundAnswer(status);
}

function refundAnswer(status: 'pending' | 'succeeded' | 'failed' | 'refused'): Answer {
  if (status === 'pending') return { status: 202, body: {} };
  return status === 'succeeded' ? done() : refusal(422, 'refund_refused', 'The bank does not make this refund.');
}
