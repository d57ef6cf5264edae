import { formatMoney } from '@installment-button/protocol/money';
import * as z from 'zod/mini';
import { lockOrder } from '../orders/store.ts';
import { HOUR, after } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { queueEmail } from '../messages/outbox.ts';
import { defineJob, type Job } from '../platform/queue/job.ts';
import type { Row } from '../tables/schema.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { emailOf, usersOfShop } from '../shops/users.ts';
import { mailOf } from '../messages/mail-text.ts';
import { numberOf } from '../orders/number.ts';

export const managerNoticeJob = defineJob({
  name: 'tell-managers',
  payload: z.object({ orderId: z.string(), what: z.enum(['signed', 'unconfirmed']) }),
  concurrency: 4,
  handle: (context: Context, { orderId, what }) => tell(context, orderId, what),
});

/** A signed order that nobody confirmed is spoken of after this. */
const UNCONFIRMED_MS = 24 * HOUR;

/** What follows a signature: e-mails to those who want them, now and once more if nothing happens. */
export function signedNotices(context: Context, order: Pick<Row<'orders'>, 'id'>): Job[] {
  return [
    managerNoticeJob.with({ orderId: order.id, what: 'signed' }),
    managerNoticeJob.with({ orderId: order.id, what: 'unconfirmed' }, { startAfter: after(context.clock.now(), UNCONFIRMED_MS) }),
  ];
}

/** Once for each order, notice and person, however often the job runs: the outbox is asked first. */
async function tell(context: Context, orderId: string, what: 'signed' | 'unconfirmed'): Promise<void> {
  await context.transaction(async (tx) => {
    const order = await lockOrder(tx.sql, orderId);
    // Confirmed meanwhile, by hand or by itself: there is nothing to do any more.
    if (order.status !== 'signed' || order.confirmation?.state === 'pending') return;
    for (const user of await usersOfShop(tx.sql, order.shopId)) {
      const purpose = `${what} ${user.id}`;
      if (user.passwordHash === null || user.disabledAt !== null || !user.notices[what] || (await isTold(tx, orderId, purpose))) continue;
      const mail = words[user.language][what](order, `${context.config.cabinetUrl}/orders/${order.id}`);
      await queueEmail(context, tx, { orderId, purpose, to: emailOf(context, user), ...mail });
    }
  });
}

async function isTold({ sql }: Tx, orderId: string, purpose: string): Promise<boolean> {
  const told = await sql
    .selectFrom('messages')
    .select('id')
    .where('orderId', '=', orderId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return told !== undefined;
}

type Write = (order: Row<'orders'>, link: string) => ReturnType<typeof mailOf>;

const words: Record<Row<'users'>['language'], Record<'signed' | 'unconfirmed', Write>> = {
  ru: {
    signed: (order, link) =>
      mailOf(
        `Договор подписан: заявка № ${numberOf(order)}`,
        [
          `Покупатель подписал договор по заявке № ${numberOf(order)} на ${formatMoney(order.amount, order.currency, 'ru')}.`,
          'Передайте товар и подтвердите заявку:',
          link,
        ],
        link,
      ),
    unconfirmed: (order, link) =>
      mailOf(
        `Заявка № ${numberOf(order)} ждёт подтверждения сутки`,
        [
          `Договор по заявке № ${numberOf(order)} на ${formatMoney(order.amount, order.currency, 'ru')} подписан, но не подтверждён. Без подтверждения банк не заплатит.`,
          link,
        ],
        link,
      ),
  },
  en: {
    signed: (order, link) =>
      mailOf(
        `Contract signed: order no. ${numberOf(order)}`,
        [
          `The buyer signed the contract of order no. ${numberOf(order)} for ${formatMoney(order.amount, order.currency, 'en')}.`,
          'Hand over the goods and confirm the order:',
          link,
        ],
        link,
      ),
    unconfirmed: (order, link) =>
      mailOf(
        `Order no. ${numberOf(order)} has been waiting for a day`,
        [
          `The contract of order no. ${numberOf(order)} for ${formatMoney(order.amount, order.currency, 'en')} is signed but not confirmed. Without that the bank does not pay.`,
          link,
        ],
        link,
      ),
  },
};
