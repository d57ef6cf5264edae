import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { aDetail, rows } from '../../testing/fixtures.ts';
import { CabinetHarness, type HarnessOptions } from '../../testing/cabinet-harness.ts';

const id = aDetail().order.id;

describe('one order', () => {
  let page: CabinetHarness;
  const opens = async (options: HarnessOptions = {}) => {
    page = await new CabinetHarness({ path: `/cabinet/orders/${id}`, ...options }).opens();
    await page.reads('Решения банков');
    return page;
  };
  afterEach(() => page.leave());
  const asked = (part: string) => page.double.asked.filter(({ method, path }) => `${method} ${path}`.includes(part));

  it('shows goods, decisions, documents, webhooks, events and notes', async () => {
    await opens();
    for (const text of [
      'Доставка до квартиры',
      'Проценты за покупателя',
      'одобрено 3 из 6',
      'выбрано покупателем',
      'Договор СВ-2025-118842',
      'Ответ 500, 5 попыток',
      'Договор подписан',
      'Просил доставить после 18:00.',
    ]) {
      await page.reads(text);
    }
    expect(page.text).not.to.include('204-11-67');
  });

  it('is confirmed by the keyboard alone, and taken back within the hold', async () => {
    await opens();
    page.key('KeyC');
    await page.reads('Подтвердим через 10');
    await page.until(() => page.find('.buttons .button')?.matches(':focus') ?? false, 'the focus on «Вернуть назад»');
    await sendKeys({ press: 'Enter' });
    await page.reads('Подтвердите, когда товар у покупателя');
    expect(asked('POST /orders').map(({ path }) => path.split(id)[1])).to.deep.equal(['/confirm', '/confirm/take-back']);
  });

  it('says that the bank is asked once the hold is over', async () => {
    await opens();
    page.key('KeyC');
    await page.reads('Подтвердим через 10');
    page.now = new Date(page.now.getTime() + 11_000);
    await page.reads('Ждём ответ банка');
  });

  it('shows one field of the buyer for a minute', async () => {
    await opens();
    page.key('KeyE');
    await page.reads('+7 916 204-11-67');
    await page.reads('скроем через 1:00');
    expect(asked('reveal').map(({ body }) => body)).to.deep.equal([{ field: 'phone' }]);
    page.now = new Date(page.now.getTime() + 61_000);
    await page.until(() => !page.text.includes('204-11-67'), 'the phone to hide');
  });

  it('is refunded by goods with the keyboard alone', async () => {
    await opens({ state: { detail: aDetail('settled') } });
    page.key('KeyR');
    const tabs = await page.sees('[role="tab"][aria-selected="true"]');
    await page.until(() => tabs.matches(':focus'), 'the focus on the tabs');
    await sendKeys({ press: 'ArrowRight' });
    await page.reads('Доставка до квартиры');
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    await page.reads(/Вернуть 3\s500/);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await page.until(() => asked('refunds').length === 1, 'the refund');
    expect(asked('refunds')[0]?.body).to.deep.equal({
      items: [
        { itemId: 'itm_00000001', quantity: 1 },
        { itemId: 'itm_00000002', quantity: 1 },
      ],
    });
    await page.until(() => page.find('refund-dialog') === null, 'the dialog to close');
  });

  it('refuses a sum that is none before asking', async () => {
    await opens({ state: { detail: aDetail('settled') } });
    await page.presses(/^Вернуть деньги/);
    await page.presses('На сумму');
    const field = await page.sees<HTMLInputElement>('#amount');
    expect((await page.sees('refund-dialog [type="submit"], [type="submit"]')).getAttribute('aria-disabled')).to.equal('true');
    for (const [typed, wrong] of [
      ['60 000', true],
      ['', true],
      ['2 500', false],
    ] as const) {
      field.value = typed;
      field.dispatchEvent(new Event('input'));
      await page.presses(/^Вернуть( \d|$)/);
      if (wrong) await page.reads('Введите сумму не больше');
    }
    await page.until(() => asked('refunds').length === 1, 'the refund');
    expect(asked('refunds')[0]?.body).to.deep.equal({ amount: 250_000 });
  });

  it('offers no whole refund before the payout: that is a cancel', async () => {
    await opens({ state: { detail: aDetail('confirmed') } });
    page.key('KeyR');
    await page.sees('refund-dialog [role="tab"], [role="tab"]');
    expect(page.text).not.to.include('Вся сумма');
  });

  it('says in words why an act was refused', async () => {
    await opens();
    page.double.refusals.set('/confirm', {
      status: 409,
      body: { type: 'about:blank', title: '', status: 409, code: 'bank_call_in_progress' },
    });
    page.key('KeyC');
    await page.reads('Банк ещё не ответил на прошлую команду');
  });

  it('is printed on white, whatever the page’s own theme', async () => {
    await opens({ settings: { theme: 'dark' } });
    const { dataset } = document.documentElement;
    expect(dataset['theme']).to.equal('dark');
    dispatchEvent(new Event('beforeprint'));
    expect(dataset['theme']).to.equal('light');
    dispatchEvent(new Event('afterprint'));
    expect(dataset['theme']).to.equal('dark');
    page.cabinet.change({ theme: 'auto' });
    await page.until(() => dataset['theme'] === undefined, 'the system’s theme');
  });

  it('is canceled with a reason', async () => {
    await opens();
    await page.presses('Отменить');
    const reason = await page.sees<HTMLSelectElement>('#reason');
    reason.value = 'Товара нет';
    reason.dispatchEvent(new Event('change'));
    await page.presses('Отменить заявку');
    await page.reads('Банк отменяет договор');
    expect(asked('cancel')[0]?.body).to.deep.equal({ reason: 'Товара нет' });
  });

  it('takes a note with Ctrl Enter, and the page’s keys are silent meanwhile', async () => {
    await opens();
    page.key('KeyM');
    const field = await page.sees<HTMLTextAreaElement>('#note');
    await page.until(() => field.matches(':focus'), 'the focus in the note');
    await sendKeys({ type: 'Перезвонить c утра' });
    expect(asked('confirm')).to.have.length(0);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await page.reads('Перезвонить c утра');
    expect(field.value).to.equal('');
  });

  it('reads itself anew when it changes', async () => {
    await opens();
    page.double.state.detail = aDetail('confirmed');
    page.double.tell({ ...rows[3]!, id, status: 'confirmed', sequence: 20 });
    await page.reads('Банк готовит выплату');
  });

  it('tells of an order that is not there, or not this shop’s', async () => {
    page = new CabinetHarness({ path: `/cabinet/orders/${id}` });
    page.double.refusals.set(`GET /orders/${id}`, {
      status: 404,
      body: { type: 'about:blank', title: '', status: 404, code: 'not_found' },
    });
    await page.arrives();
    await page.reads('Такой страницы нет, или она не вашего магазина');
  });
});
