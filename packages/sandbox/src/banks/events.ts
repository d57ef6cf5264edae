import { randomUUID } from 'node:crypto';
import type { BankEventType } from '@installment-button/protocol/bank-gateway';
import type { BankApplication } from './application.ts';
import type { Bank } from './bank.ts';
import type { Callback, SendOptions } from './callbacks.ts';

export interface BankEvent {
  type: BankEventType;
  /** Of `offer-withdrawn`; absent: all offers. */
  offerId?: string | undefined;
  /** Of `refunded` and `refund-failed`. */
  refundId?: string | undefined;
  /** Of `settled`, `refunded`, `refund-failed`; default: what the bank knows. */
  amount?: number | undefined;
}

/** The bank does something by itself and says so. What does not fit its own state is said all the same, and changes nothing here. */
export function happen(bank: Bank, application: BankApplication, event: BankEvent, options?: SendOptions): Callback[] {
  const amount = event.amount ?? knownAmount(application, event);
  changeState(application, event);
  return bank.callbacks.send(
    {
      applicationId: application.id,
      url: application.request.callbackUrl.replace(/\/decisions$/, '/events'),
      type: event.type,
      body: {
        eventId: randomUUID(),
        applicationId: application.id,
        action: 'event',
        type: event.type,
        ...(event.offerId === undefined ? {} : { offerId: event.offerId }),
        ...(event.refundId === undefined ? {} : { refundId: event.refundId }),
        ...(amount === undefined ? {} : { amount }),
        at: bank.timer.now().toISOString(),
      },
    },
    options,
  );
}

function changeState(application: BankApplication, { type, offerId, refundId }: BankEvent): void {
  const refund = application.refunds.find((known) => known.refundId === refundId);
  switch (type) {
    case 'signed':
      if (application.state === 'accepted') application.state = 'signed';
      return;
    case 'sign-failed':
      return;
    case 'offer-withdrawn':
      withdraw(application, offerId);
      return;
    case 'contract-canceled':
      if (application.state === 'signed' || application.state === 'confirmed') application.state = 'canceled';
      return;
    case 'settled':
      if (application.state === 'signed' || application.state === 'confirmed') application.state = 'settled';
      return;
    case 'refunded':
      if (refund?.status === 'pending') refund.status = 'succeeded';
      return;
    case 'refund-failed':
      if (refund?.status === 'pending') refund.status = 'failed';
  }
}

function withdraw(application: BankApplication, offerId: string | undefined): void {
  if (application.state !== 'approved' && application.state !== 'accepted') return;
  const gone = (id: string) => offerId === undefined || id === offerId;
  application.offers = application.offers.filter(({ id }) => !gone(id));
  if (application.state === 'accepted' && application.acceptedOffer && gone(application.acceptedOffer.id)) {
    application.state = 'approved';
    application.acceptedOffer = undefined;
    application.agreement = undefined;
  }
}

function knownAmount(application: BankApplication, { type, refundId }: BankEvent): number | undefined {
  if (type === 'settled') return application.acceptedOffer?.creditAmount;
  if (type === 'refunded' || type === 'refund-failed') return application.refunds.find((refund) => refund.refundId === refundId)?.amount;
  return undefined;
}
