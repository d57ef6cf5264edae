import type { BankConfig } from '@installment-button/protocol';
import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhenResult } from 'cockatiel';
import type { Context } from '../context.ts';
import type { BankConnector, BankReply, NoAnswer } from './bank-connector.ts';
import { gatewayConnector } from './gateway-connector.ts';
import { lenderConnector } from './lenders/lender-connector.ts';
import { lenderOf } from './lenders/lenders.ts';

/**
 * After this many calls in a row without a connection or an answer, the bank's circuit opens: no call is made for 1 s, later for up to
 * 5 s, so that waiting applications still get through well before the deadline once the bank answers again. An error answer does not
 * count: it is cheap, its application or command backs off by itself, and it says nothing about other applications.
 */
const FAILURES = 10;
const OPEN_MS = { initialDelay: 1000, maxDelay: 5000 };
const noAnswer = new Set<unknown>(['unreachable', 'silence'] satisfies NoAnswer[]);

const ofContext = new WeakMap<Context, Map<string, BankConnector>>();

/** The connector of a bank. One a process, because its circuit breaker must see all calls. */
export function connectorOf(context: Context, bankId: string): BankConnector {
  const connectors = ofContext.get(context) ?? new Map<string, BankConnector>();
  ofContext.set(context, connectors);
  const known = connectors.get(bankId);
  if (known) return known;
  const bank = context.banks.get(bankId);
  if (!bank) throw new Error(`BANKS_FILE lists no bank ${bankId}`);
  const made = guarded(context, bank, connectorFor(context, bank));
  connectors.set(bankId, made);
  return made;
}

function connectorFor(context: Context, bank: BankConfig): BankConnector {
  const lender = lenderOf(bank);
  return lender ? lenderConnector(context, bank, lender) : gatewayConnector(bank, context.clock);
}

/** Counts and times every call, and opens the circuit of a bank that does not answer. */
function guarded(context: Context, bank: BankConfig, connector: BankConnector): BankConnector {
  const breaker = circuitBreaker(
    handleWhenResult((reply) => typeof reply === 'object' && reply !== null && 'why' in reply && noAnswer.has(reply.why)),
    { halfOpenAfter: new ExponentialBackoff(OPEN_MS), breaker: new ConsecutiveBreaker(FAILURES) },
  );
  breaker.onBreak(() => context.log.warn({ bank: bank.id }, 'the bank does not answer: its circuit is open'));
  breaker.onReset(() => context.log.info({ bank: bank.id }, 'the bank answers again: its circuit is closed'));

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

  const { look } = connector;
  return {
    ...(look ? { look: (applicationId: string) => through('look', () => look(applicationId)) } : {}),
    apply: (application) => through('apply', () => connector.apply(application)),
    poll: (applicationId, messageId) => through('poll', () => connector.poll(applicationId, messageId)),
    command: (call) => through(call.kind, () => connector.command(call)),
    slots: (applicationId, messageId) => through('slots', () => connector.slots(applicationId, messageId)),
  };
}
