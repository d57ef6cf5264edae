import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { B24Hook } from '@bitrix24/b24jssdk';
import { makeCertificates } from '../../neighbours/certificates.ts';
import { startBitrix24 } from './bitrix24.ts';

test('Bitrix24’s own client writes to the portal, reads what it wrote, and finds its errors', async () => {
  const certificates = await makeCertificates();
  setDefaultCACertificates([...getCACertificates(), certificates.ca]);
  const bitrix = await startBitrix24({ certificates });
  after(() => bitrix.close());
  const client = B24Hook.fromWebhookUrl(bitrix.webhookUrl);
  client.offClientSideWarning();
  const call = async <Result>(method: string, params: object) => {
    const answer = await client.actions.v2.call.make<Result>({ method, params: { ...params }, requestId: method });
    assert.ok(answer.isSuccess, answer.getErrorMessages().join());
    return answer.getData()!.result;
  };

  const { item } = await call<{ item: { id: number } }>('crm.item.add', {
    entityTypeId: 2,
    fields: { title: 'Заказ', originId: 'ord_1', opportunity: 10, isManualOpportunity: 'Y' },
  });
  const { items } = await call<{ items: { id: number; opportunity: number }[] }>('crm.item.list', {
    entityTypeId: 2,
    filter: { '=originId': 'ord_1' },
  });
  assert.deepEqual(
    items.map(({ id, opportunity }) => [id, opportunity]),
    [[item.id, 10]],
  );
  const rows = [{ productName: 'Кофеварка', price: 5, quantity: 2 }];
  const { productRows } = await call<{ productRows: { price: number }[] }>('crm.item.productrow.set', {
    ownerType: 'D',
    ownerId: item.id,
    productRows: rows,
  });
  assert.equal(productRows[0]!.price, 5);
  await assert.rejects(async () => {
    const answer = await client.actions.v2.call.make({ method: 'crm.item.get', params: { entityTypeId: 2, id: 1 }, requestId: 'missing' });
    if (!answer.isSuccess) throw new Error(answer.getErrorMessages().join());
  });
});
