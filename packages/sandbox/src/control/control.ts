import type { BankApplication } from '../banks/application.ts';
import { sign } from '../banks/commands.ts';
import type { Callback, SendOptions } from '../banks/callbacks.ts';
import { decide, decisionOf, sayDecision } from '../banks/deciding.ts';
import { happen, type BankEvent } from '../banks/events.ts';
import type { RunningBank } from '../banks/running-bank.ts';
import {
  alter,
  behaviourChangeSchema,
  behaviours,
  type Behaviour,
  type BehaviourChangeInput,
  type BehaviourName,
} from '../banks/behaviour.ts';
import {
  applicationView,
  bankView,
  callbackViews,
  requestView,
  type ApplicationView,
  type BankView,
  type CallbackView,
  type RequestView,
} from './views.ts';

/** Everything that a test, the control API and the control page may do to the banks. Unknown ids throw `NotHere`. */
export interface Control {
  banks(): BankView[];
  /** A named behaviour replaces the present one, `change` then alters it. It holds for applications already there, too. */
  setBehaviour(bankId: string, name: BehaviourName | undefined, change?: BehaviourChangeInput): Behaviour;
  /** Back to the behaviour of the bank's profile. */
  resetBehaviour(bankId: string): Behaviour;
  /** For one application alone. */
  setApplicationBehaviour(bankId: string, applicationId: string, change: BehaviourChangeInput): void;
  applications(bankId: string): ApplicationView[];
  application(bankId: string, applicationId: string): ApplicationView;
  /** Every verified request in the order of its coming. */
  requests(bankId: string): RequestView[];
  callbacks(bankId: string): CallbackView[];
  /** Decides what is pending, and says so by callback; for a decided application it says the decision given here, even a contradiction. */
  decide(bankId: string, applicationId: string, decision: 'approved' | 'declined', options?: SendOptions): void;
  /** The bank does something by itself and says so. */
  sendEvent(bankId: string, applicationId: string, event: BankEvent, options?: SendOptions): void;
  /** Any body, rightly signed unless told otherwise: for what no bank would send. */
  sendRaw(bankId: string, url: string, body: unknown, options?: SendOptions): Callback[];
  /** From now on this bank's callbacks wait. */
  hold(bankId: string): void;
  release(bankId: string, order?: 'given' | 'reversed'): Promise<void>;
  /** Connections are refused until `bringUp`. */
  takeDown(bankId: string): Promise<void>;
  bringUp(bankId: string): Promise<void>;
}

export class NotHere extends Error {
  override name = 'NotHere';
}

export function control(running: readonly RunningBank[]): Control {
  const find = (bankId: string): RunningBank => {
    const found = running.find(({ bank }) => bank.profile.id === bankId);
    if (!found) throw new NotHere(`There is no bank “${bankId}”.`);
    return found;
  };
  const bankOf = (bankId: string) => find(bankId).bank;
  const applicationOf = (bankId: string, applicationId: string): BankApplication => {
    const application = bankOf(bankId).applications.get(applicationId);
    if (!application) throw new NotHere(`The bank “${bankId}” has no application “${applicationId}”.`);
    return application;
  };

  function setBehaviour(bankId: string, behaviour: Behaviour): Behaviour {
    const bank = bankOf(bankId);
    bank.behaviour = behaviour;
    bank.strikes.clear();
    return behaviour;
  }

  return {
    banks: () => running.map(bankView),
    setBehaviour: (bankId, name, change = {}) => setBehaviour(bankId, alter(name ? behaviours[name] : bankOf(bankId).behaviour, change)),
    resetBehaviour: (bankId) => setBehaviour(bankId, bankOf(bankId).profile.behaviour),
    setApplicationBehaviour(bankId, applicationId, change) {
      const application = applicationOf(bankId, applicationId);
      application.behaviour = { ...application.behaviour, ...behaviourChangeSchema.parse(change) };
    },
    applications: (bankId) => [...bankOf(bankId).applications.values()].map((application) => applicationView(bankOf(bankId), application)),
    application: (bankId, applicationId) => applicationView(bankOf(bankId), applicationOf(bankId, applicationId)),
    requests: (bankId) => bankOf(bankId).journal.map(requestView),
    callbacks: (bankId) => callbackViews(bankOf(bankId)),
    decide(bankId, applicationId, decision, options) {
      const [bank, application] = [bankOf(bankId), applicationOf(bankId, applicationId)];
      decide(bank, application, decision);
      const known = decisionOf(application);
      const said =
        known.decision === decision
          ? known
          : { applicationId, decision, ...(decision === 'approved' ? { offers: application.offers } : {}) };
      sayDecision(bank, application, said, options);
    },
    sendEvent(bankId, applicationId, event, options) {
      const [bank, application] = [bankOf(bankId), applicationOf(bankId, applicationId)];
      // Signed at a meeting or in the bank's own app: the same consequences as our signature.
      if (event.type === 'signed' && application.state === 'accepted') sign(bank, application);
      happen(bank, application, event, options);
    },
    sendRaw: (bankId, url, body, options) => bankOf(bankId).callbacks.send({ applicationId: '', url, type: 'raw', body }, options),
    hold: (bankId) => bankOf(bankId).callbacks.hold(),
    release: (bankId, order = 'given') => bankOf(bankId).callbacks.release(order),
    takeDown: (bankId) => find(bankId).takeDown(),
    bringUp: (bankId) => find(bankId).bringUp(),
  };
}
