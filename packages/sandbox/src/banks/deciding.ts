import type { BankApplication } from './application.ts';
import { done, refusal, type Answer } from './answer.ts';
import { behaviourFor, type Bank } from './bank.ts';
import type { Callback, SendOptions } from './callbacks.ts';
import { happen } from './events.ts';
import type { ApplyRequest, DecisionAnswer } from './messages.ts';
import { makeOffers } from './offers.ts';
import { behaviourBySurname } from './surnames.ts';

/** Takes an application. `no-answer`: it is taken, and the applicant will wait. */
export function apply(bank: Bank, request: ApplyRequest): Answer | 'no-answer' {
  const known = bank.applications.get(request.applicationId);
  if (known) return answerAgain(bank, known);
  if (bank.backendUrl !== undefined && new URL(request.callbackUrl).origin !== new URL(bank.backendUrl).origin) {
    return refusal(422, 'callback_url_foreign', 'Callbacks go to the known backend only.');
  }
  const application: BankApplication = {
    id: request.applicationId,
    request,
    receivedAt: bank.timer.now(),
    state: 'pending',
    offers: [],
    declineReason: undefined,
    acceptedOffer: undefined,
    agreement: undefined,
    appointment: undefined,
    refunds: [],
    behaviour: behaviourBySurname(request.applicant.lastName, bank.profile.id) ?? {},
  };
  bank.applications.set(application.id, application);

  const behaviour = behaviourFor(bank, application);
  switch (behaviour.answer) {
    case 'at-once':
      decide(bank, application, behaviour.decision);
      return done(decisionOf(application));
    case 'callback':
      bank.later(behaviour.delayMs, () => decideAndCall(bank, application));
      return pending(application);
    case 'poll':
      bank.later(behaviour.delayMs, () => decide(bank, application, behaviourFor(bank, application).decision));
      return pending(application);
    case 'silent':
      return pending(application);
    case 'hang':
      return 'no-answer';
  }
}

/** The same bytes again, after a first time without an answer: still one application, and an answer if the behaviour allows it by now. */
function answerAgain(bank: Bank, application: BankApplication): Answer | 'no-answer' {
  const { answer, decision } = behaviourFor(bank, application);
  if (answer === 'hang' && application.state === 'pending') return 'no-answer';
  if (answer === 'at-once') decide(bank, application, decision);
  return application.state === 'pending' ? pending(application) : done(decisionOf(application));
}

const pending = (application: BankApplication): Answer => ({ status: 202, body: { applicationId: application.id, decision: 'pending' } });

function decideAndCall(bank: Bank, application: BankApplication): void {
  const behaviour = behaviourFor(bank, application);
  if (application.state !== 'pending') return;
  decide(bank, application, behaviour.decision);
  sayDecision(bank, application, decisionOf(application), { copies: behaviour.callbackCopies });
}

/** Only a pending application is decided: the first decision stands. */
export function decide(bank: Bank, application: BankApplication, decision: 'approved' | 'declined'): void {
  if (application.state !== 'pending') return;
  if (decision === 'approved') application.offers = makeOffers(bank.profile, application.request, bank.timer.now());
  application.state = application.offers.length > 0 ? 'approved' : 'declined';
  if (application.state === 'declined') {
    application.declineReason = decision === 'declined' ? 'scoring' : 'no_plan_fits';
    return;
  }
  const { withdrawAfterMs } = behaviourFor(bank, application);
  if (withdrawAfterMs !== null) bank.later(withdrawAfterMs, () => happen(bank, application, { type: 'offer-withdrawn' }));
}

/** What the GET says. */
export function decisionOf(application: BankApplication): DecisionAnswer {
  if (application.state === 'pending') return { applicationId: application.id, decision: 'pending' };
  if (application.offers.length > 0)
    return { applicationId: application.id, action: 'decision', decision: 'approved', offers: application.offers };
  return {
    applicationId: application.id,
    action: 'decision',
    decision: 'declined',
    reason: application.declineReason ?? 'offers_withdrawn',
  };
}

/** Tells the decision by callback. A control page or a test may send one that contradicts the first. */
export function sayDecision(bank: Bank, application: BankApplication, decision: object, options?: SendOptions): Callback[] {
  return bank.callbacks.send(
    { applicationId: application.id, url: application.request.callbackUrl, type: 'decision', body: { ...decision, action: 'decision' } },
    options,
  );
}
