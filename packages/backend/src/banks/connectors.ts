import type { BankConfig } from '@installment-button/protocol';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhenResult } from 'cockatiel';
import type { Context } from '../context.ts';
import type { BankConnector, BankReply, NoAnswer } from './connector.ts';
import { gatewayConnector } from './gateway-connector.ts';

/**
 * So many calls in a row that reached nobody or met silence, and the bank is spared for a while: at first a second, at most five, so that
 * what waits for it gets through well before the deadline once it answers again. An error is an answer: it costs neither side much,
 * each application and command makes pauses of its own, and one application's trouble says nothing of the next.
 */
const FAILURES = 10;
const SPARE_MS = { initialDelay: 1000, maxDelay: 5000 };
const sick = new Set<unknown>(['unreachable', 'silence'] satisfies NoAnswer[]);

const ofContext = new WeakMap<Context, Map<string, BankConnector>>();

/** The connector of a bank, one a process: its breaker must see all calls. */
export function connectorOf(context: Context, bankId: string): BankConnector {
  const connectors = ofContext.get(context) ?? new Map<string, BankConnector>();
  ofContext.set(context, connectors);
  const known = connectors.get(bankId);
  if (known) return known;
  const bank = context.banks.get(bankId);
  if (!bank) throw new Error(`BANKS_FILE lists no bank ${bankId}`);
  const made = guarded(context, bank, gatewayConnector(bank, context.clock));
  connectors.set(bankId, made);
  return made;
}

/** Counts and times every call, and opens the circuit of a sick bank. */
function guarded(context: Context, bank: BankConfig, connector: BankConnector): BankConnector {
  const breaker = circuitBreaker(
    handleWhenResult((reply) => typeof reply === 'object' && reply !== null && 'why' in reply && sick.has(reply.why)),
    { halfOpenAfter: new ExponentialBackoff(SPARE_MS), breaker: new ConsecutiveBreaker(FAILURES) },
  );
  breaker.onBreak(() => context.log.warn({ bank: bank.id }, 'the bank does not answer and is spared for a while'));
  breaker.onReset(() => context.log.info({ bank: bank.id }, 'the bank answers again'));

  async function through<Body>(call: string, act: () => Promise<BankReply<Body>>): Promise<BankReply<Body>> {
    const end = context.metrics.bankCalls.startTimer({ bank: bank.id, call });
    const reply = await execute(act);
    end({ outcome: reply.outcome === 'again' ? reply.why : reply.outcome });
    return reply;
  }

  async function execute<Body>(act: () => Promise<BankReply<Body>>): Promise<BankReply<Body>> {
    try {
      return await breaker.execute(act);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { outcome: 'again', why: 'postponed' };
      throw error;
    }
  }

  return {
    apply: (application) => through('apply', () => connector.apply(application)),
    poll: (applicationId, messageId) => through('poll', () => connector.poll(applicationId, messageId)),
    command: (call) => through(call.kind, () => connector.command(call)),
    slots: (applicationId, messageId) => through('slots', () => connector.slots(applicationId, messageId)),
  };
}
