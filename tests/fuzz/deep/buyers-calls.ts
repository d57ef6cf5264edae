import { openBuyer, aPhone } from '../../../packages/backend/src/testing/buyer.ts';
import { grantToken } from '../../../packages/backend/src/buyer-session/access.ts';
import { phoneIndexOf } from '../../../packages/backend/src/orders/buyer-phone.ts';
import { findOrder } from '../../../packages/backend/src/orders/store.ts';
import { anApplicant } from '../../../packages/backend/src/testing/submit.ts';
import type { DeepCall, RightRequest } from './right-request.ts';
import type { DeepWorld, Walked } from './walk.ts';

const bearer = (token: string | null) => ({ authorization: `Bearer ${token ?? ''}` });

/** The buyer's API, on each step of the way. */
export function buyersCalls(world: DeepWorld): DeepCall[] {
  const { context } = world.backend;
  const by = (token: string | null, method: string, path: string, body?: unknown): RightRequest => ({
    ...{ method, path: `/v1/session${path}`, headers: bearer(token) },
    ...(body === undefined ? {} : { body }),
  });
  const of = ({ buyer }: Walked, method: string, path: string, body?: unknown) => by(buyer.token, method, path, body);
  /** A new order of a buyer whose phone is proven. */
  const proven = async () => {
    const made = await world.shop.createOrder();
    const phone = aPhone();
    const order = await findOrder(context.sql, made.id);
    const token = await context.transaction((tx) => grantToken(context, tx, made.id, phone, phoneIndexOf(context, order, phone)));
    const buyer = openBuyer(world.backend, made, phone);
    buyer.token = token;
    return { buyer, token };
  };
  const codeOf = async (orderId: string) => {
    const rows = await context.sql
      .selectFrom('messages')
      .selectAll()
      .where('orderId', '=', orderId)
      .where('sentAt', 'is', null)
      .orderBy('id', 'desc')
      .execute();
    const texts = rows.map(({ id, content }) => context.encryption.decrypt(content, { table: 'messages', column: 'content', row: id }));
    return /#(\d{6})/.exec(texts.find((text) => /#\d{6}/.test(text)) ?? '')?.[1] ?? '';
  };
  const must = async (response: Promise<Response>) => {
    const { ok, status, url } = await response;
    if (!ok) throw new Error(`${url} answered ${status}`);
  };
  let approved: Walked | null = null;
  const anyApproved = () => (approved ??= world.take('approved'));
  const sms = { method: 'sms' };
  return [
    { name: 'GET /v1/session', right: async () => by((await world.shop.createOrder()).session, 'GET', '') },
    {
      name: 'POST /v1/session/phone',
      right: async () => by((await world.shop.createOrder()).session, 'POST', '/phone', { phone: aPhone(), embeddedIn: world.shop.origin }),
    },
    {
      name: 'POST /v1/session/phone/code',
      right: async () => {
        const { id, session } = await world.shop.createOrder();
        const phone = aPhone();
        await must(openBuyer(world.backend, { session }).call('/v1/session/phone', { body: { phone } }));
        return by(session, 'POST', '/phone/code', { phone, code: await codeOf(id) });
      },
    },
    {
      name: 'PUT /v1/session/draft',
      right: async () => {
        const { phone: _phone, ...applicant } = anApplicant;
        const { employment } = applicant;
        return by((await proven()).token, 'PUT', '/draft', {
          applicant: { ...applicant, employment: { ...employment, monthlyIncome: '120' } },
          ...{ term: 6, firstPayment: 1000, banks: ['first'], step: 'passport' },
        });
      },
    },
    {
      name: 'POST /v1/session/submit',
      right: async () => {
        const { buyer, token } = await proven();
        return by(token, 'POST', '/submit', await buyer.form(['first']));
      },
    },
    { name: 'GET /v1/session/events', right: () => of(anyApproved(), 'GET', '/events') },
    {
      name: 'POST /v1/session/select',
      right: () => {
        const order = world.take('offered');
        return of(order, 'POST', '/select', { offerId: order.offerId });
      },
    },
    { name: 'POST /v1/session/signing by SMS', right: () => of(world.take('approved'), 'POST', '/signing', sms) },
    { name: 'POST /v1/session/signing by photographs', right: () => of(world.take('approved'), 'POST', '/signing', { method: 'self-id' }) },
    {
      name: 'POST /v1/session/signing/code',
      right: async () => {
        const order = world.take('approved');
        await must(order.buyer.call('/v1/session/signing', { body: sms }));
        return of(order, 'POST', '/signing/code', { code: await codeOf(order.id) });
      },
    },
    {
      name: 'POST /v1/session/signing/self-id',
      right: async () => {
        const order = world.take('approved');
        await must(order.buyer.call('/v1/session/signing', { body: { method: 'self-id' } }));
        const { headers, raw } = photographs(world.photograph);
        return { method: 'POST', path: '/v1/session/signing/self-id', headers: { ...bearer(order.buyer.token), ...headers }, raw };
      },
    },
    { name: 'DELETE /v1/session/signing', right: () => of(world.take('appointed'), 'DELETE', '/signing') },
    { name: 'GET /v1/session/signing/slots', right: () => of(anyApproved(), 'GET', '/signing/slots') },
    { name: 'GET /v1/session/agreement', right: () => of(anyApproved(), 'GET', '/agreement') },
    { name: 'POST /v1/session/agreement/link', right: () => of(anyApproved(), 'POST', '/agreement/link') },
    { name: 'POST /v1/session/restart', right: () => of(world.take('rejected'), 'POST', '/restart', { term: 6, firstPayment: 1000 }) },
    { name: 'POST /v1/session/cancel by the session', right: async () => by((await world.shop.createOrder()).session, 'POST', '/cancel') },
    { name: 'POST /v1/session/cancel by the buyer', right: () => of(world.take('approved'), 'POST', '/cancel') },
    { name: 'POST /v1/session/finish', right: async () => by((await proven()).token, 'POST', '/finish') },
  ];
}

function photographs(picture: Buffer): { headers: Record<string, string>; raw: Buffer } {
  const parts = ['passport', 'selfie'].flatMap((field) => [
    Buffer.from(`--fuzz\r\ncontent-disposition: form-data; name="${field}"; filename="${field}.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`),
    picture,
    Buffer.from('\r\n'),
  ]);
  return { headers: { 'content-type': 'multipart/form-data; boundary=fuzz' }, raw: Buffer.concat([...parts, Buffer.from('--fuzz--\r\n')]) };
}
