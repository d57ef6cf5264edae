import { expect } from '@open-wc/testing';
import { iso, rows } from '../../testing/fixtures.ts';
import { Stage } from '../../testing/stage.ts';

describe('links made by hand', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await new Stage({ path: '/cabinet/links' }).opens();
  });
  afterEach(() => stage.leave());

  async function type(selector: string, value: string): Promise<void> {
    const field = await stage.sees<HTMLInputElement>(selector);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  it('name each wrong field and go to the first', async () => {
    await stage.presses(/^Создать ссылку/);
    await stage.reads('Назовите товар');
    await stage.until(() => stage.find('#name-0')?.matches(':focus') ?? false, 'the focus on the name');
    expect(stage.double.asked.some(({ method }) => method === 'POST')).to.equal(false);
  });

  it('say meanwhile that a contract was signed, and how many wait, though the list was never read', async () => {
    const signed = { ...rows[4]!, status: 'signed' as const, sequence: 9, confirmation: null };
    stage.double.tell({ ...signed, id: 'ord_000000000000000000009999', changedAt: iso(3600) });
    stage.double.tell({ ...signed, changedAt: iso(2) });
    await stage.reads('Договор подписан');
    expect(stage.cabinet.toasts.shown).to.have.length(1);
    expect((await stage.sees('.top .waiting')).textContent).to.equal('3');
  });

  it('go out by e-mail or SMS, wherever the manager says', async () => {
    await type('#name-0', 'Кресло');
    await type('#price-0', '18 700');
    await stage.presses(/^Создать ссылку/);
    await stage.presses('Отправить покупателю');
    (await stage.sees('input[value="email"]')).click();
    await type('#to', 'marina@example.com');
    await stage.presses(/^Отправить$/);
    await stage.reads('Отправлено, можно ещё раз');
    const sent = stage.double.asked.find(({ method, path }) => method === 'POST' && path.endsWith('/link'));
    expect(sent?.body).to.deep.equal({ channel: 'email', to: 'marina@example.com' });
  });

  it('are made of goods, with a code and a card', async () => {
    await type('#name-0', 'Кресло «Вереск»');
    await type('#pieces-0', '2');
    await type('#price-0', '18 700');
    await stage.presses('Ещё строка');
    await type('#name-1', 'Доставка');
    await type('#price-1', '1000');
    await stage.reads(/38\s400/);
    await stage.presses(/^Создать ссылку/);
    await stage.reads('Ссылка готова');
    const { body } = stage.double.asked.find(({ method, path }) => method === 'POST' && path === '/links')!;
    expect(body).to.deep.include({
      mode: 'live',
      product: 'installment',
      items: [
        { name: 'Кресло «Вереск»', quantity: 2, price: 1_870_000 },
        { name: 'Доставка', quantity: 1, price: 100_000 },
      ],
      expiresAt: '2025-11-27T11:09:00.000Z',
    });
    expect((await stage.sees<HTMLImageElement>('.qr')).alt).to.equal('QR-код со ссылкой на оформление');
    const card = (await stage.sees('.card')).textContent.replace(/\s+/g, ' ');
    expect(card).to.include('Кресло «Вереск», 2 шт. и ещё 1').and.include('3 200').and.include('До 27 ноября');
    expect(stage.text).not.to.include('#ses_');
    await stage.reads('Создать ещё одну');
  });
});
