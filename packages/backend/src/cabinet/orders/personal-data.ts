import { maskPhone, normalizePhone } from '@installment-button/protocol';
import type { OrderDetail, Revealed, RevealableField } from '@installment-button/protocol/cabinet/orders';
import { applicantOf } from '../../buyer-session/applicant.ts';
import { prefillOf } from '../../orders/prefill.ts';
import { MINUTE, after } from '../../platform/clock.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../platform/http/problems.ts';
import type { Row, Sql } from '../../tables/schema.ts';
import { record } from '../audit.ts';
import { lockShopsOrder } from './own-order.ts';

type Known = Record<RevealableField, string | null>;

/** The page hides a revealed field after this. */
const SHOWN_MS = MINUTE;

/** What the shop may know about its buyer: after the submit the form's values, before it what the shop wrote itself. */
async function known(context: Context, sql: Sql, order: Row<'orders'>): Promise<Known> {
  const applicant = await applicantOf(context, sql, order.id);
  if (applicant) {
    const { lastName, firstName, middleName, phone, email, registrationAddress, residenceAddress } = applicant;
    return {
      name: [lastName, firstName, middleName].filter((part) => part).join(' '),
      phone,
      email: email ?? null,
      address: residenceAddress ?? registrationAddress,
    };
  }
  const buyer = prefillOf(context, order);
  if (buyer === null) return { name: null, phone: null, email: null, address: null };
  const name = [buyer.lastName, buyer.firstName, buyer.middleName].filter((part) => part).join(' ');
  const phone = buyer.phone === undefined ? null : (normalizePhone(buyer.phone) ?? buyer.phone);
  return { name: name || null, phone, email: buyer.email ?? null, address: null };
}

export async function maskedBuyer(context: Context, sql: Sql, order: Row<'orders'>): Promise<OrderDetail['buyer']> {
  const { name, phone, email, address } = await known(context, sql, order);
  return {
    name: name && maskName(name),
    phone: phone && maskPhone(phone),
    email: email && maskEmail(email),
    address: address && maskAddress(address),
  };
}

/** «И***** А***** С.» */
export function maskName(name: string): string {
  return name
    .split(' ')
    .map((part, index) => (index < 2 ? `${part.slice(0, 1)}*****` : `${part.slice(0, 1)}.`))
    .join(' ');
}

/** `i*****@mail.example` */
export function maskEmail(email: string): string {
  const [mailbox = '', host = ''] = email.split('@');
  return `${mailbox.slice(0, 1)}*****@${host}`;
}

/** «Тверь, у*****»: the shop needs the town to plan a delivery, but not the street. */
export function maskAddress(address: string): string {
  const parts = address.split(',').map((part) => part.trim());
  const townAt = parts.findIndex((part) => !/^\d{6}$/.test(part));
  const town = parts[townAt] ?? '';
  const next = parts[townAt + 1];
  return next === undefined ? `${town.slice(0, 1)}*****` : `${town}, ${next.slice(0, 1)}*****`;
}

/** Reveals one field and writes an audit entry with the member's name. */
export function reveal(context: Context, user: Row<'users'>, orderId: string, field: RevealableField): Promise<Revealed> {
  return context.transaction(async (tx) => {
    const order = await lockShopsOrder(tx.sql, user.shopId, orderId);
    const value = (await known(context, tx.sql, order))[field];
    if (value === null) throw new Problem(404, 'not_found', 'The shop has no such field of the buyer.');
    await record(context, tx, { shopId: user.shopId, actor: user.id, act: 'order.reveal', subject: order.id, detail: { field } });
    return { value, hideAt: after(context.clock.now(), SHOWN_MS).toISOString() };
  });
}

/** The buyer's contacts that a link can be sent to. */
export async function buyersContact(context: Context, sql: Sql, order: Row<'orders'>): Promise<Pick<Known, 'phone' | 'email'>> {
  const { phone, email } = await known(context, sql, order);
  return { phone, email };
}
