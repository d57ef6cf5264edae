import { expect } from '@open-wc/testing';
import { aRow, iso, manyRows, rows, summary } from '../../testing/fixtures.ts';
import { CabinetHarness, type HarnessOptions } from '../../testing/cabinet-harness.ts';

describe('the list of orders', () => {
  let page: CabinetHarness;
  const opens = async (options: HarnessOptions = {}) => {
    page = await new CabinetHarness(options).opens();
    await page.sees('.row');
    return page;
  };
  afterEach(() => page.leave());

  const rowOf = (number: string) => page.sees(`.row[data-id$="${number}"]`);
  const numbers = () =>
    [...page.find('order-rows')!.shadowRoot!.querySelectorAll('.row')].map((row) => row.getAttribute('data-id')?.slice(-5));

  it('shows what waits, each row with its bank and payment, and the day’s sum', async () => {
    await opens();
    await page.reads('Ждут вашего подтверждения: 3 заявки');
    await page.reads('Сегодня, 24 ноября');
    const text = (await rowOf('10488')).textContent.replace(/\s+/g, ' ');
    expect(text).to.include('Подписано').and.include('Холодильник «Полюс 340», белый и ещё 2').and.include('Северный');
    expect((await rowOf('10487')).textContent).to.include('3 предложения');
    expect((await rowOf('10490')).textContent).to.include('ответили 4 из 6');
    expect((await rowOf('10481')).textContent).to.include('отказали все 6');
  });

  it('lets a new order in at the top and marks a changed one in its place', async () => {
    await opens();
    page.double.tell(aRow(10492, 'Торшер', 9900, { createdAt: iso(0), changedAt: iso(0) }));
    expect((await rowOf('10492')).classList.contains('new')).to.equal(true);
    expect(numbers()[0]).to.equal('10492');
    const before = numbers();
    page.double.tell({ ...rows[4]!, status: 'approved', sequence: 9, changedAt: iso(0) });
    const changed = await page.sees('.row.changed');
    expect(changed.textContent).to.include('было: На рассмотрении');
    expect(numbers()).to.deep.equal(before);
  });

  it('keeps new orders waiting above while somebody selects, so that nothing moves under the hand', async () => {
    await opens();
    page.key('KeyJ');
    await page.sees('.row.selected');
    page.double.tell(aRow(10492, 'Торшер', 9900, { createdAt: iso(0) }));
    page.double.tell(aRow(10493, 'Стул', 4900, { createdAt: iso(0) }));
    await page.reads('2 новые заявки');
    expect(numbers()).not.to.include('10492');
    await page.presses('2 новые заявки');
    await rowOf('10493');
    expect(numbers().slice(0, 2)).to.deep.equal(['10493', '10492']);
  });

  it('drops a word that is older than what it shows', async () => {
    await opens();
    page.double.tell({ ...rows[3]!, status: 'approved', sequence: 1 });
    // What is told later is shown later.
    page.double.tell(aRow(10492, 'Торшер', 9900, { createdAt: iso(0), changedAt: iso(0) }));
    await rowOf('10492');
    expect((await rowOf('10488')).textContent).to.include('Подписано');
  });

  it('is walked, opened and left by keys in any layout', async () => {
    await opens();
    page.key('KeyJ', { key: 'о' });
    page.key('KeyJ', { key: 'о' });
    await page.until(() => page.cabinet.orders.selectedId === rows[1]!.id, 'the second row');
    page.key('KeyK', { key: 'л' });
    await page.until(() => page.cabinet.orders.selectedId === rows[0]!.id, 'the first row');
    await page.until(() => page.find('.row.selected')?.matches(':focus') ?? false, 'the focus on it');
    page.key('Enter');
    await page.until(() => page.cabinet.place.page === 'order', 'the order');
    await page.sees('order-page h1, .figure');
    page.key('Escape');
    await page.until(() => page.cabinet.place.page === 'orders', 'the list');
    expect((await page.sees('.row.selected')).getAttribute('data-id')).to.equal(rows[0]!.id);
  });

  it('confirms the selected row with C and takes it back with Z', async () => {
    await opens({ state: { rows: [rows[3]!] } });
    page.key('KeyJ');
    await page.reads('Подтвердить');
    page.key('KeyC');
    await page.reads(/подтвердим через 10/);
    expect(page.double.asked.some(({ path }) => path.endsWith('/confirm'))).to.equal(true);
    page.key('KeyZ');
    await page.until(() => page.double.asked.some(({ path }) => path.endsWith('/confirm/take-back')), 'the way back');
    await page.until(() => !/подтвердим через/.test(page.text), 'the hold to end');
  });

  it('confirms all signed orders together with Shift C, except those whose price a page named, and takes them back with one Z', async () => {
    const signed = (number: number, more = {}) => ({
      ...aRow(number, 'Торшер', 9900, more),
      status: 'signed' as const,
      actions: ['confirm' as const],
    });
    await opens({ state: { rows: [signed(1), signed(2), signed(3, { trusted: false })] } });
    await page.reads('Подтвердить все подписанные: 2 на 19 800 ₽');
    page.key('KeyC', { shiftKey: true });
    await page.reads(/2 заявки подтверждены на 19 800 ₽. Банк узнает через \d+/);
    const paths = () => page.double.asked.map(({ path }) => path);
    expect(paths().filter((path) => path.endsWith('/confirm'))).to.have.length(2);
    page.key('KeyZ');
    await page.until(() => paths().filter((path) => path.endsWith('/confirm/take-back')).length === 2, 'the way back of both');
    await page.reads('Подтвердить все подписанные: 2 на');
  });

  it('keeps silent while somebody types, and altogether where single keys are off', async () => {
    await opens({ settings: { singleKeys: false } });
    page.key('KeyJ');
    expect(page.cabinet.orders.selectedId).to.equal(null);
    page.cabinet.change({ singleKeys: true });
    (await page.sees('input[type="search"]')).focus();
    page.key('KeyJ');
    expect(page.cabinet.orders.selectedId).to.equal(null);
  });

  it('searches in a body, because a name must not stand in an address', async () => {
    await opens();
    page.key('Slash');
    const field = await page.sees<HTMLInputElement>('input[type="search"]');
    await page.until(() => field.matches(':focus'), 'the focus in the field');
    const searches = (text: string) => {
      field.value = text;
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    };
    searches('диван');
    await page.until(() => numbers().length === 1, 'one row');
    const asked = page.double.asked.find(({ path }) => path === '/orders/search');
    expect(asked?.body).to.include({ search: 'диван', mode: 'live' });
    expect(page.double.asked.every(({ query }) => !('search' in query))).to.equal(true);
    searches('Соко');
    await page.reads('По запросу «Соко» заявок нет');
    await page.reads('по части фамилии можно было бы угадать покупателя');
    expect(page.text).not.to.include('Заявок пока нет');
    await page.presses('Показать все');
    await rowOf('10491');
  });

  it('opens the first order that was found with two presses of Enter', async () => {
    await opens();
    page.key('Slash');
    const field = await page.sees<HTMLInputElement>('input[type="search"]');
    field.value = 'диван';
    expect(page.double.asked.some(({ path }) => path === '/orders/search')).to.equal(false);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await page.until(() => page.find('.row.selected')?.matches(':focus') ?? false, 'the found row with the focus');
    page.key('Enter');
    await page.until(() => page.cabinet.place.page === 'order', 'the order');
  });

  it('is searched from the command palette on any page', async () => {
    page = await new CabinetHarness({ path: '/cabinet/links' }).opens();
    page.key('KeyK', { ctrlKey: true });
    await page.types('[role="combobox"]', '49990');
    await page.sees('#command-0');
    (await page.sees('[role="combobox"]')).dispatchEvent(new KeyboardEvent('keydown', { code: 'Enter', bubbles: true }));
    await page.until(() => page.double.asked.some(({ path }) => path === '/orders/search'), 'the search');
    expect(page.double.asked.find(({ path }) => path === '/orders/search')?.body).to.include({ search: '49990' });
    expect(page.cabinet.place.page).to.equal('orders');
  });

  it('filters by address, and keeps a filter under a name', async () => {
    await opens({ path: '/cabinet/orders?status=signed' });
    await page.until(() => numbers().length === 3, 'three rows');
    expect(page.double.asked.find(({ path }) => path === '/orders')?.query).to.include({ status: 'signed' });
    const bank = [...page.find('orders-page')!.shadowRoot!.querySelectorAll<HTMLSelectElement>('.filter select')][1]!;
    bank.value = 'severny';
    bank.dispatchEvent(new Event('change'));
    await page.until(() => page.cabinet.place.page === 'orders' && page.cabinet.place.query['bank'] === 'severny', 'the address');
    await page.presses('Вид');
    const name = await page.sees<HTMLInputElement>('#view-name');
    name.value = 'Северный ждёт';
    name.dispatchEvent(new Event('input'));
    await page.presses('Сохранить');
    await page.until(() => page.double.state.views.length === 1, 'the view');
    expect(page.double.state.views[0]?.filter).to.deep.equal({ status: 'signed', bank: 'severny' });
    await page.reads('Северный ждёт');
  });

  it('has a few rows in the page, however many there are', async () => {
    await opens({ state: { rows: manyRows(5000) } });
    await page.until(() => page.cabinet.orders.rows.length >= 100, 'the first page');
    expect(numbers().length).to.be.below(80);
    scrollTo(0, document.documentElement.scrollHeight);
    await page.until(() => page.cabinet.orders.rows.length >= 200, 'the second page');
    expect(numbers().length).to.be.below(80);
    scrollTo(0, 0);
  });

  it('says when the connection is lost, and keeps the rows', async () => {
    await opens();
    page.double.connection(false);
    await page.reads('Связь прервалась, данные на 14:09');
    expect(numbers().length).to.equal(rows.length);
    page.double.connection(true);
    await page.reads('На связи');
  });

  it('says what failed and tries again', async () => {
    page = new CabinetHarness();
    await page.arrives();
    page.double.refusals.set('GET /orders', { status: 503 });
    page.double.refusals.set('GET /orders/summary', { status: 503 });
    await page.cabinet.orders.load();
    await page.reads('Сервис не отвечает');
    page.double.refusals.clear();
    await page.presses('Повторить');
    await rowOf('10491');
  });

  it('teaches where there is no order yet', async () => {
    page = await new CabinetHarness({ state: { rows: [], summary: { ...summary, any: false } } }).opens();
    await page.reads('Здесь появится первая заявка');
    await page.reads('Деньги на вашем счёте');
  });

  it('goes to the sign-in when the session has ended', async () => {
    await opens();
    page.double.state.me = null;
    page.double.refusals.set('GET /orders', { status: 401, body: { type: 'about:blank', title: '', status: 401, code: 'unauthorized' } });
    await page.cabinet.orders.load();
    await page.reads('Вход в кабинет');
  });

  it('tells elsewhere that a contract was signed', async () => {
    await opens({ path: '/cabinet/orders' });
    page.cabinet.go({ page: 'links' });
    await page.sees('links-page');
    page.double.tell({ ...rows[4]!, status: 'signed', sequence: 9 });
    await page.reads('Договор подписан');
    await page.presses('Открыть');
    await page.until(() => page.cabinet.place.page === 'order', 'the order');
  });
});
