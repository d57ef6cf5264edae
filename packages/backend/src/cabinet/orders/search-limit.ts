import { DAY, after } from '../../platform/clock.ts';
import { tooMany } from '../../platform/http/problems.ts';
import type { Context } from '../../context.ts';
import type { Row } from '../../tables/schema.ts';
import { record } from '../audit.ts';
import { personalKind, readSearchTerms } from './search-terms.ts';

/** Enough for a day's work by hand, and too few to try a list of surnames or the hidden digits of a phone. */
export const MOST_PERSONAL_SEARCHES_A_DAY = 200;
const ACT = 'order.search';

/**
 * Records a search that could find a buyer by personal data, and refuses it when the person made too many within a day. A search that
 * finds nobody counts too, because it also tells something. The text itself is not kept: it may be a name.
 */
export async function recordSearch(context: Context, user: Row<'users'>, typed: string | undefined): Promise<void> {
  const by = personalKind(readSearchTerms(typed ?? ''));
  if (by === null) return;
  await context.transaction(async (tx) => {
    // Searches of one person come one after the other, so that none of them escapes the count.
    await tx.sql.selectFrom('users').select('id').where('id', '=', user.id).forUpdate().execute();
    const { count, oldest } = await tx.sql
      .selectFrom('audit')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('at').as('oldest')])
      .where('subject', '=', user.id)
      .where('act', '=', ACT)
      .where('at', '>', after(context.clock.now(), -DAY))
      .executeTakeFirstOrThrow();
    if (count >= MOST_PERSONAL_SEARCHES_A_DAY) {
      const seconds = (after(oldest ?? context.clock.now(), DAY).getTime() - context.clock.now().getTime()) / 1000;
      throw tooMany('rate_limited', `A person may search by name, phone or e-mail ${MOST_PERSONAL_SEARCHES_A_DAY} times a day.`, seconds);
    }
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: ACT, subject: user.id, detail: { by } });
  });
}
