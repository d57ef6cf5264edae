import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OrderRowList } from '@installment-button/protocol/cabinet/orders';
import type { CreatedOrder } from '@installment-button/protocol';
import { openBuyer } from '../../testing/buyer.ts';
import { openMember, type Member } from '../../testing/member.ts';
import { startScriptedBank, type ScriptedBank } from '../../testing/scripted-bank.ts';
import { openTestShop, type TestShop } from '../../testing/shop.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { anApplicant } from '../../testing/submit.ts';
import { MOST_PERSONAL_SEARCHES_A_DAY } from './search-limit.ts';

describe('orders', () => {
  let bank: ScriptedBank;
  let backend: TestBackend;
  let shop: TestShop;
  let manager: Member;
  let sold: CreatedOrder;

  before(async () => {
    bank = await startScriptedBank('first');
    backend = await startTestBackend({ banks: [bank.config] });
    shop = await openTestShop(backend);
    manager = await openMember(backend, shop.id, 'manager');
    await shop.createOrder({ externalId: 'Т-1', items: [{ name: 'Чайник', price: 500_000, quantity: 2 }] });
    sold = await shop.createOrder({ externalId: 'Т-2' });
    const buyer = openBuyer(backend, sold, anApplicant.phone);
    await buyer.provesPhone();
    const form = await buyer.form();
    await buyer.submits(undefined, { applicant: { ...form.applicant, email: 'proba@mail.example' } });
  });
  after(async () => {
    await backend.close();
    await bank.close();
  });

  const search = async (text: string) =>
    (await manager.gets<OrderRowList>('/orders/search', { body: { mode: 'live', search: text } })).data.map(({ number }) => number);

  it('are found by number, sum and goods', async () => {
    for (const text of ['Т-1', '10000', '10 000 ₽', '10 000,00', 'чайн', 'чайники']) assert.deepEqual(await search(text), ['Т-1'], text);
    for (const text of [sold.id, sold.id.slice(-6).toLowerCase(), '49990']) assert.deepEqual(await search(text), ['Т-2'], text);
    for (const text of ['Т-', '9999', '1000', '%', '_']) assert.deepEqual(await search(text), [], text);
  });

  it('are found by the buyer’s whole surname, full name, phone or e-mail, and by no part of them', async () => {
    const { lastName, firstName, middleName = '', phone } = anApplicant;
    for (const text of [
      lastName,
      lastName.toUpperCase(),
      `${lastName} ${firstName}`,
      `${firstName} ${lastName}`,
      `${lastName} ${firstName} ${middleName}`,
      '+7 900 000-00-01',
      '8 (900) 000-00-01',
      'Proba@mail.example',
    ])
      assert.deepEqual(await search(text), ['Т-2'], text);
    for (const text of [
      lastName.slice(0, 5),
      firstName,
      `${lastName} ${firstName.slice(0, 3)}`,
      phone.slice(-4),
      phone.slice(-7),
      'mail.example',
    ])
      assert.deepEqual(await search(text), [], text);
  });

  it('are searched on the record, without the text that was typed', async () => {
    const { id } = await backend.context.sql.selectFrom('users').select('id').where('id', '=', manager.userId).executeTakeFirstOrThrow();
    const searches = () =>
      backend.context.sql
        .selectFrom('audit')
        .select('detail')
        .where('subject', '=', id)
        .where('act', '=', 'order.search')
        .orderBy('id')
        .execute();
    const before = (await searches()).length;
    for (const text of ['Т-1', '49990', '+7 900 000-00-01', 'nobody@mail.example', 'Несуществующая']) await search(text);
    assert.deepEqual(
      (await searches()).slice(before).map(({ detail }) => detail),
      [{ by: 'phone' }, { by: 'email' }, { by: 'name' }],
    );
  });

  it('cannot be searched for personal data without end', async () => {
    const prober = await openMember(backend, shop.id, 'manager');
    const at = backend.context.clock.now();
    await backend.context.sql
      .insertInto('audit')
      .values(
        Array.from({ length: MOST_PERSONAL_SEARCHES_A_DAY - 1 }, () => ({
          id: backend.context.ids.next('evt'),
          at,
          actor: prober.userId,
          act: 'order.search',
          subject: prober.userId,
          shopId: shop.id,
          detail: null,
        })),
      )
      .execute();
    const probe = (text: string) => prober.call('/orders/search', { body: { mode: 'live', search: text } });
    const last = await Promise.all(['Иванова', 'Петрова', 'Сидорова', 'Кузнецова'].map(probe));
    assert.deepEqual(last.map(({ status }) => status).toSorted(), [200, 429, 429, 429]);
    const refused = await probe('+7 900 000-00-02');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 86_000);
    const exported = await prober.call('/orders/export', { body: { mode: 'live', search: 'Вымыслова', format: 'csv', language: 'ru' } });
    assert.equal(exported.status, 429);
    assert.equal((await probe('Т-1')).status, 200);
    assert.deepEqual(await search('Вымыслова'), ['Т-2']);
  });
});
