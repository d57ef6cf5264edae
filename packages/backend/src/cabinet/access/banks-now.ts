import { sql } from 'kysely';
import type { BanksNow } from '@installment-button/protocol/cabinet/access';
import { HOUR, SECOND, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';

interface BankHour {
  bankId: string;
  answered: number;
  silent: number;
  medianSeconds: number | null;
}

/** A median above this is shown as slow. */
const SLOW_SECONDS = 60;
const FRESH_MS = 30 * SECOND;

const kept = new WeakMap<Context, { until: Date; answer: Promise<BanksNow> }>();

/** How the live banks answered within the last hour. Cached for half a minute. */
export function banksNow(context: Context): Promise<BanksNow> {
  const now = context.clock.now();
  const before = kept.get(context);
  if (before && before.until > now) return before.answer;
  const answer = read(context, now);
  kept.set(context, { until: after(now, FRESH_MS), answer });
  answer.catch(() => kept.delete(context));
  return answer;
}

async function read(context: Context, now: Date): Promise<BanksNow> {
  const banks = [...context.banks.values()];
  const live = banks.filter((bank) => !bank.test);
  const hours = await lastHour(context, now);
  return {
    at: now.toISOString(),
    data: (live.length > 0 ? live : banks).map(({ id, name }) => {
      const hour = hours.get(id);
      return { id, name, medianSeconds: hour?.medianSeconds ?? null, state: stateOf(hour) };
    }),
  };
}

export function stateOf(hour: BankHour | undefined): BanksNow['data'][number]['state'] {
  if (!hour || hour.answered + hour.silent === 0) return 'idle';
  if (hour.silent > hour.answered) return 'silent';
  return (hour.medianSeconds ?? 0) > SLOW_SECONDS ? 'slow' : 'answers';
}

export async function lastHour(context: Context, now: Date): Promise<Map<string, BankHour>> {
  const { rows } = await sql<BankHour>`
    select a.bank_id,
      (count(*) filter (where a.answered))::integer as answered,
      (count(*) filter (where a.decision in ('timeout', 'failed')))::integer as silent,
      (percentile_cont(0.5) within group (order by extract(epoch from a.decided_at - o.submitted_at)) filter (where a.answered))::float8 as median_seconds
    from bank_applications a join orders o on o.id = a.order_id
    where a.decided_at > ${after(now, -HOUR)}
    group by a.bank_id`.execute(context.sql);
  return new Map(rows.map((row) => [row.bankId, row]));
}
