import { expect } from '@open-wc/testing';
import { aRow, iso, manyRows, rows, summary } from '../../testing/fixtures.ts';
import { Stage, type StageOptions } from '../../testing/stage.ts';

describe('the list of orders', () => {
  let stage: Stage;
  const opens = async (options: StageOptions = {}) => {
    stage = await new Stage(options).opens();
    await stage.sees('.row');
    return stage;
  };
  afterEach(() => stage.leave());

  const rowOf = (number: string) => stage.sees(`.row[data-id$="${number}"]`);
  const numbers = () =>
    [...stage.find('order-rows')!.shadowRoot!.querySelectorAll('.row')].map((row) => row.getAttribute('data-id')?.slice(-5));

  it('shows what waits, each row with its bank and payment, and the day’s sum', async () => {
    await opens();
    await stage.reads('Ждут вашего подтверждения: 3 заявки');
    await stage.reads('Сегодня, 24 ноября');
    const text = (await rowOf('10488')).textContent.replace(/\s+/g, ' ');
    expect(text).to.include('Подписано').and.include('Холодильник «Полюс 340», белый и ещё 2').and.include('Северный');
    expect((await rowOf('10487')).textContent).to.include('3 предложения');
    expect((await rowOf('10490')).textContent).to.include('ответили 4 из 6');
    expect((await rowOf('10481')).textContent).to.include('отказали все 6');
  });

  it('lets a new order in at the top and marks a changed one in its place', async () => {
    await opens();
    stage.double.tell(aRow(10492, 'Торшер', 9900, { createdAt: iso(0), changedAt: iso(0) }));
    expect((await rowOf('10492')).classList.contains('new')).to.equal(true);
    expect(numbers()[0]).to.equal('10492');
    const before = numbers();
    stage.double.tell({ ...rows[4]!, status: 'approved', sequence: 9, changedAt: iso(0) });
    const changed = await stage.sees('.row.changed');
    expect(changed.textContent).to.include('было: На рассмотрении');
    expect(numbers()).to.deep.equal(before);
  });

  it('keeps new orders waiting above while somebody selects, so that nothing moves under the hand', async () => {
    await opens();
    stage.key('KeyJ');
    await stage.sees('.row.selected');
    stage.double.tell(aRow(10492, 'Торшер', 9900, { createdAt: iso(0) }));
    stage.double.tell(aRow(10493, 'Стул', 4900, { createdAt: iso(0) }));
    await stage.reads('2 новые заявки');
    expect(numbers()).not.to.include('10492');
    await stage.presses('2 новые заявки');
    await rowOf('10493');
    expect(numbers().slice(0, 2)).to.deep.equal(['10493', '10492']);
  });

  it('drops a word that is older than what it shows', async () => {
    await opens();
    stage.double.tell({ ...rows[3]!, status: 'approved', sequence: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await rowOf('10488')).textContent).to.include('Подписано');
  });

  it('is walked, opened and left by keys in any layout', async () => {
    await opens();
    stage.key('KeyJ', { key: 'о' });
    stage.key('KeyJ', { key: 'о' });
    await stage.until(() => stage.cabinet.orders.selectedId === rows[1]!.id, 'the second row');
    stage.key('KeyK', { key: 'л' });
    await stage.until(() => stage.cabinet.orders.selectedId === rows[0]!.id, 'the first row');
    await stage.until(() => stage.find('.row.selected')?.matches(':focus') ?? false, 'the focus on it');
    stage.key('Enter');
    await stage.until(() => stage.cabinet.place.page === 'order', 'the order');
    await stage.sees('order-page h1, .figure');
    stage.key('Escape');
    await stage.until(() => stage.cabinet.place.page === 'orders', 'the list');
    expect((await stage.sees('.row.selected')).getAttribute('data-id')).to.equal(rows[0]!.id);
  });

  it('confirms the selected row with C and takes it back with Z', async () => {
    await opens({ state: { rows: [rows[3]!] } });
    stage.key('KeyJ');
    await stage.reads('Подтвердить');
    stage.key('KeyC');
    await stage.reads(/подтвердим через 10/);
    expect(stage.double.asked.some(({ path }) => path.endsWith('/confirm'))).to.equal(true);
    stage.key('KeyZ');
    await stage.until(() => stage.double.asked.some(({ path }) => path.endsWith('/confirm/take-back')), 'the way back');
    await stage.until(() => !/подтвердим через/.test(stage.text), 'the hold to end');
  });

  it('keeps silent while somebody types, and altogether where single keys are off', async () => {
    await opens({ settings: { singleKeys: false } });
    stage.key('KeyJ');
    expect(stage.cabinet.orders.selectedId).to.equal(null);
    stage.cabinet.change({ singleKeys: true });
    (await stage.sees('input[type="search"]')).focus();
    stage.key('KeyJ');
    expect(stage.cabinet.orders.selectedId).to.equal(null);
  });

  it('searches in a body, because a name must not stand in an address', async () => {
    await opens();
    stage.key('Slash');
    const field = await stage.sees<HTMLInputElement>('input[type="search"]');
    await stage.until(() => field.matches(':focus'), 'the focus in the field');
    field.value = 'диван';
    field.dispatchEvent(new Event('input'));
    await stage.until(() => numbers().length === 1, 'one row');
    const asked = stage.double.asked.find(({ path }) => path === '/orders/search');
    expect(asked?.body).to.include({ search: 'диван', mode: 'live' });
    expect(stage.double.asked.every(({ query }) => !('search' in query))).to.equal(true);
    field.value = 'торт';
    field.dispatchEvent(new Event('input'));
    await stage.reads('Ничего не нашлось');
    await stage.presses('Показать все');
    await rowOf('10491');
  });

  it('filters by address, and keeps a filter under a name', async () => {
    await opens({ path: '/cabinet/orders?status=signed' });
    await stage.until(() => numbers().length === 3, 'three rows');
    expect(stage.double.asked.find(({ path }) => path === '/orders')?.query).to.include({ status: 'signed' });
    const bank = [...stage.find('orders-page')!.shadowRoot!.querySelectorAll<HTMLSelectElement>('.filter select')][1]!;
    bank.value = 'severny';
    bank.dispatchEvent(new Event('change'));
    await stage.until(() => stage.cabinet.place.page === 'orders' && stage.cabinet.place.query['bank'] === 'severny', 'the address');
    await stage.presses('Вид');
    const name = await stage.sees<HTMLInputElement>('#view-name');
    name.value = 'Северный ждёт';
    name.dispatchEvent(new Event('input'));
    await stage.presses('Сохранить');
    await stage.until(() => stage.double.state.views.length === 1, 'the view');
    expect(stage.double.state.views[0]?.filter).to.deep.equal({ status: 'signed', bank: 'severny' });
    await stage.reads('Северный ждёт');
  });

  it('has a few rows in the page, however many there are', async () => {
    await opens({ state: { rows: manyRows(5000) } });
    await stage.until(() => stage.cabinet.orders.rows.length >= 100, 'the first page');
    expect(numbers().length).to.be.below(80);
    scrollTo(0, document.documentElement.scrollHeight);
    await stage.until(() => stage.cabinet.orders.rows.length >= 200, 'the second page');
    expect(numbers().length).to.be.below(80);
    scrollTo(0, 0);
  });

  it('says when the connection is lost, and keeps the rows', async () => {
    await opens();
    stage.double.connection(false);
    await stage.reads('Связь прервалась, данные на 14:09');
    expect(numbers().length).to.equal(rows.length);
    stage.double.connection(true);
    await stage.reads('На связи');
  });

  it('says what failed and tries again', async () => {
    stage = new Stage();
    await stage.cabinet.open();
    stage.double.refusals.set('GET /orders', { status: 503 });
    stage.double.refusals.set('GET /orders/summary', { status: 503 });
    await stage.cabinet.orders.load();
    await stage.reads('Сервис не отвечает');
    stage.double.refusals.clear();
    await stage.presses('Повторить');
    await rowOf('10491');
  });

  it('teaches where there is no order yet', async () => {
    stage = await new Stage({ state: { rows: [], summary: { ...summary, any: false } } }).opens();
    await stage.reads('Здесь появится первая заявка');
    await stage.reads('Деньги на вашем счёте');
  });

  it('goes to the sign-in when the session has ended', async () => {
    await opens();
    stage.double.state.me = null;
    stage.double.refusals.set('GET /orders', { status: 401, body: { type: 'about:blank', title: '', status: 401, code: 'unauthorized' } });
    await stage.cabinet.orders.load();
    await stage.reads('Вход в кабинет');
  });

  it('tells elsewhere that a contract was signed', async () => {
    await opens({ path: '/cabinet/orders' });
    stage.cabinet.go({ page: 'links' });
    await stage.sees('links-page');
    stage.double.tell({ ...rows[4]!, status: 'signed', sequence: 9 });
    await stage.reads('Договор подписан');
    await stage.presses('Открыть');
    await stage.until(() => stage.cabinet.place.page === 'order', 'the order');
  });
});
