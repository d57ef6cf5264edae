import { expect } from '@open-wc/testing';
import { iso, rows } from '../../testing/fixtures.ts';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('links made by hand', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = await new CabinetHarness({ path: '/cabinet/links' }).opens();
  });
  afterEach(() => page.leave());

  it('name each wrong field and go to the first', async () => {
    await page.presses(/^Создать ссылку/);
    await page.reads('Назовите товар');
    await page.until(() => page.find('#name-0')?.matches(':focus') ?? false, 'the focus on the name');
    expect(page.double.asked.some(({ method }) => method === 'POST')).to.equal(false);
  });

  it('say meanwhile that a contract was signed, and how many wait, though the list was never read', async () => {
    const signed = { ...rows[4]!, status: 'signed' as const, sequence: 9, confirmation: null };
    page.double.tell({ ...signed, id: 'ord_000000000000000000009999', changedAt: iso(3600) });
    page.double.tell({ ...signed, changedAt: iso(2) });
    await page.reads('Договор подписан');
    expect(page.cabinet.toasts.shown).to.have.length(1);
    expect((await page.sees('.top .waiting')).textContent).to.equal('3');
  });

  it('go out by e-mail or SMS, wherever the manager says', async () => {
    await page.types('#name-0', 'Кресло');
    await page.types('#price-0', '18 700');
    await page.presses(/^Создать ссылку/);
    await page.presses('Отправить покупателю');
    (await page.sees('input[value="email"]')).click();
    await page.types('#to', 'marina@example.com');
    await page.presses(/^Отправить$/);
    await page.reads('Отправлено, можно ещё раз');
    const sent = page.double.asked.find(({ method, path }) => method === 'POST' && path.endsWith('/link'));
    expect(sent?.body).to.deep.equal({ channel: 'email', to: 'marina@example.com' });
  });

  it('are made of goods, with a code and a card', async () => {
    await page.types('#name-0', 'Кресло «Вереск»');
    await page.types('#pieces-0', '2');
    await page.types('#price-0', '18 700');
    await page.presses('Ещё строка');
    await page.types('#name-1', 'Доставка');
    await page.types('#price-1', '1000');
    await page.reads(/38\s400/);
    await page.presses(/^Создать ссылку/);
    await page.reads('Ссылка готова');
    const { body } = page.double.asked.find(({ method, path }) => method === 'POST' && path === '/links')!;
    expect(body).to.deep.include({
      mode: 'live',
      product: 'installment',
      items: [
        { name: 'Кресло «Вереск»', quantity: 2, price: 1_870_000 },
        { name: 'Доставка', quantity: 1, price: 100_000 },
      ],
      expiresAt: '2025-11-27T11:09:00.000Z',
    });
    expect((await page.sees<HTMLImageElement>('.qr')).alt).to.equal('QR-код со ссылкой на оформление');
    const card = (await page.sees('.card')).textContent.replace(/\s+/g, ' ');
    expect(card).to.include('Кресло «Вереск», 2 шт. и ещё 1').and.include('3 200').and.include('До 27 ноября');
    expect(page.text).not.to.include('#ses_');
    await page.reads('Создать ещё одну');
  });
});
