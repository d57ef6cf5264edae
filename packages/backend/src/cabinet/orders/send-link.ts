import { normalizePhone } from '@installment-button/protocol/phone';
import type { SendLink } from '@installment-button/protocol/cabinet/orders';
import { linkOf } from '../../orders/session-token.ts';
import { illegalTransition } from '../../orders/transition.ts';
import { DAY, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { queueEmail, queueSms } from '../../messages/outbox.ts';
import { fieldProblem, Problem, tooMany } from '../../platform/http/problems.ts';
import type { Row, SqlTransaction } from '../../tables/schema.ts';
import { findShop } from '../../shops/store.ts';
import { mailOf } from '../../messages/mail-text.ts';
import { record } from '../audit.ts';
import { lockShopsOrder } from './own-order.ts';
import { buyersContact } from './personal-data.ts';

/** Each message costs the operator money and bothers the buyer. */
const MOST_A_DAY = 5;

const words = {
  ru: {
    sms: (shop: string, link: string) => `${shop}: оформите покупку по ссылке ${link}`,
    subject: (shop: string) => `${shop}: ссылка на оформление`,
    text: 'Откройте ссылку, чтобы оформить покупку в рассрочку или кредит:',
  },
  en: {
    sms: (shop: string, link: string) => `${shop}: apply by this link ${link}`,
    subject: (shop: string) => `${shop}: your link`,
    text: 'Open the link to buy in installments or on credit:',
  },
};

/** Sends the buyer's link to the contact in the order, or to the one that the member gives. */
export function sendLink(context: Context, user: Row<'users'>, orderId: string, wish: SendLink): Promise<void> {
  return context.transaction(async (tx) => {
    const order = await lockShopsOrder(tx.sql, user.shopId, orderId);
    if (order.status !== 'created' && order.status !== 'submitted' && order.status !== 'approved')
      throw illegalTransition(order.status, 'sent');
    await refuseTooMany(context, tx.sql, order);
    const to = await target(context, tx.sql, order, wish);
    const shop = await findShop(tx.sql, order.shopId);
    const link = linkOf(context, order);
    const { sms, subject, text } = words[user.language];
    const name = shop?.name ?? '';
    const message = { orderId, to, purpose: 'link', sender: { userId: user.id, shopId: user.shopId } };
    if (wish.channel === 'sms') await queueSms(context, tx, { ...message, text: sms(name, link) });
    else await queueEmail(context, tx, { ...message, ...mailOf(subject(name), [text, link], link) });
    await record(context, tx, {
      shopId: user.shopId,
      actor: user.id,
      act: 'order.link',
      subject: order.id,
      detail: { channel: wish.channel },
    });
  });
}

async function target(context: Context, sql: SqlTransaction, order: Row<'orders'>, { channel, to }: SendLink): Promise<string> {
  const known = to ?? (await buyersContact(context, sql, order))[channel === 'sms' ? 'phone' : 'email'];
  if (known === null) throw fieldProblem('/to', 'required', 'The order has no such contact of its buyer. Give the contact in `to`.');
  if (channel === 'email') {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(known)) throw fieldProblem('/to', 'invalid_format', 'This is not an e-mail address.');
    return known.trim();
  }
  const phone = normalizePhone(known);
  if (phone === null)
    throw new Problem(422, 'phone_unsupported', 'Only Russian mobile phones: +7 9XX XXX-XX-XX.', {
      fields: [{ path: '/to', code: 'phone_unsupported', message: 'Not a Russian mobile phone' }],
    });
  return phone;
}

async function refuseTooMany(context: Context, sql: SqlTransaction, order: Row<'orders'>): Promise<void> {
  const { count } = await sql
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subject', '=', order.id)
    .where('act', '=', 'order.link')
    .where('at', '>', after(context.clock.now(), -DAY))
    .executeTakeFirstOrThrow();
  if (count >= MOST_A_DAY) throw tooMany('rate_limited', `The link of an order can be sent at most ${MOST_A_DAY} times a day.`, 3600);
}
