import type { BankApplication } from '../banks/application.ts';
import { sign } from '../banks/commands.ts';
import type { Callback, SendOptions } from '../banks/callbacks.ts';
import { decide, decisionOf, sayDecision } from '../banks/deciding.ts';
import { happen, type BankEvent } from '../banks/events.ts';
import type { RunningBank } from '../banks/running-bank.ts';
import { alter, temperChangeSchema, tempers, type Temper, type TemperChangeInput, type TemperName } from '../banks/temper.ts';
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
  /** A named temper replaces the present one, `change` then alters it. It holds for applications already there, too. */
  setTemper(bankId: string, name: TemperName | undefined, change?: TemperChangeInput): Temper;
  /** Back to the line-up's own temper. */
  resetTemper(bankId: string): Temper;
  /** For one application alone. */
  setApplicationTemper(bankId: string, applicationId: string, change: TemperChangeInput): void;
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

  function setTemper(bankId: string, temper: Temper): Temper {
    const bank = bankOf(bankId);
    bank.temper = temper;
    bank.strikes.clear();
    return temper;
  }

  return {
    banks: () => running.map(bankView),
    setTemper: (bankId, name, change = {}) => setTemper(bankId, alter(name ? tempers[name] : bankOf(bankId).temper, change)),
    resetTemper: (bankId) => setTemper(bankId, bankOf(bankId).profile.temper),
    setApplicationTemper(bankId, applicationId, change) {
      const application = applicationOf(bankId, applicationId);
      application.temper = { ...application.temper, ...temperChangeSchema.parse(change) };
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
