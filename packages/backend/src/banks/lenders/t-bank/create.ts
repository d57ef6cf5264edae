import * as z from 'zod/mini';
import { DAY, after } from '../../../platform/clock.ts';
import { askLender, mapReply } from '../ask-lender.ts';
import type { CreatedAtLender, LenderAccount, LenderOrder, LenderReply } from '../lender.ts';
import { addressOf } from './calls.ts';

/** T-Bank keeps an application for so long. */
const KEPT_MS = 14 * DAY;
const createdSchema = z.object({ id: z.string(), link: z.url() });

/** A repeat with the same number and goods gets the same link, so a crash makes no second application. */
export async function create(account: LenderAccount, order: LenderOrder, now: Date): Promise<LenderReply<CreatedAtLender>> {
  const { values, test, allowLoopback } = account;
  const { buyer } = order;
  const body = {
    shopId: values['shopId'],
    showcaseId: values['showcaseId'],
    sum: order.amount / 100,
    items: order.pieces.map(({ name, price, quantity }) => ({ name: name.slice(0, 255), price: price / 100, quantity })),
    orderNumber: order.id,
    promoCode: values['promoCode'] ?? 'default',
    webhookURL: order.noticeUrl,
    successURL: order.returnUrl,
    failURL: order.returnUrl,
    returnURL: order.returnUrl,
    values: {
      contact: {
        fio: { lastName: buyer.lastName, firstName: buyer.firstName, ...(buyer.middleName ? { middleName: buyer.middleName } : {}) },
        mobilePhone: buyer.phone,
        ...(buyer.email ? { email: buyer.email } : {}),
      },
    },
  };
  const reply = await askLender(
    {
      url: addressOf(account, test ? 'create-demo' : 'create'),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      allowLoopback,
    },
    createdSchema,
  );
  return mapReply(reply, ({ link }) => ({
    url: link,
    validUntil: after(now, KEPT_MS),
    known: { firstPayment: null, schedule: null, totalPayment: null },
  }));
}
