import { expect } from '@open-wc/testing';
import type { SessionDetail, SessionOrder } from '@installment-button/protocol/session-view';
import type { Decision } from '@installment-button/protocol/status';
import { banks, offers, order } from '../testing/fixtures.ts';
import { noSigning } from '../testing/service-double.ts';
import { ApplicationHarness } from '../testing/application-harness.ts';
import './ended-step.ts';
import './offers-step.ts';
import './rejected-step.ts';
import './signing-step.ts';
import './waiting-step.ts';

const answers = (...decisions: Decision[]) =>
  decisions.map((decision, index) => ({ bank: { id: banks[index]!.id, name: banks[index]!.name }, decision }));
const at = (status: SessionOrder['status'], previousStatus: SessionOrder['status'], more: Partial<SessionOrder> = {}): SessionOrder => ({
  ...order,
  status,
  previousStatus,
  sequence: 9,
  term: 12,
  ...more,
});
const [severny, ladoga] = offers;

describe('ends that are not good', function () {
  this.timeout(10_000);
  let page: ApplicationHarness;
  afterEach(() => page.leave());

  async function opens(session: Partial<SessionDetail>, proven = true): Promise<void> {
    page = new ApplicationHarness({ session: { session }, proven });
    await page.opens();
  }

  it('banks that stay silent have not answered: it says until when they may, and leaves other ways open', async () => {
    const deadline = new Date(Date.UTC(2026, 10, 24, 11, 45)).toISOString();
    await opens({ order: at('submitted', 'created'), deadline, decisions: answers('timeout', 'timeout', 'failed') });
    expect(page.heading).to.equal('Банки молчат');
    expect(page.text).to.contain('Ждём до 14:45, пришлём СМС');
    expect(page.text).to.contain('Ответили 0 из 3');
    const buttons = [...page.root.querySelectorAll('.foot .button')].map((button) => button.textContent.trim());
    expect(buttons).to.deep.equal(['Изменить условия', 'Оплатить иначе']);
    const before = location.href;
    await page.presses();
    history.replaceState(null, '', before);
    expect(page.service.calls).to.include('POST /restart');
  });

  it('one refusal among silent banks is «no approval so far»', async () => {
    await opens({ order: at('submitted', 'created'), decisions: answers('declined', 'timeout') });
    expect(page.heading).to.equal('Одобрений пока нет');
    expect(page.text).to.contain('Ответили 1 из 2');
  });

  it('an outage is not told as a refusal, and has no word about the credit history', async () => {
    await opens({ order: at('rejected', 'submitted'), decisions: answers('failed', 'timeout') });
    expect(page.heading).to.equal('Банки не на связи');
    expect(page.text).to.contain('Это сбой, а не отказ');
    expect(page.text).not.to.contain('кредитную историю');
    expect(page.find('.foot .button').textContent).to.contain('Отправить ещё раз');
  });

  it('only the banks that said no are counted as refusing', async () => {
    await opens({ order: at('rejected', 'submitted'), decisions: answers('declined', 'declined', 'failed') });
    expect(page.text).to.contain('Два банка не одобрили эту анкету, один не ответил');
  });

  it('an offer that was withdrawn is named, and nothing is owed', async () => {
    const [first, ...rest] = answers('declined', 'declined');
    await opens({ order: at('rejected', 'submitted'), decisions: [{ ...first!, reason: 'withdrawn' }, ...rest] });
    expect(page.heading).to.equal('Предложений больше нет');
    expect(page.text).to.contain('Банк «Северный» отозвал предложение, или его срок вышел. Договора нет, вы ничего не должны');
  });

  it('without the phone nothing is claimed about the banks', async () => {
    await opens({ order: at('rejected', 'submitted') }, false);
    expect(page.text).not.to.contain('не одобрили');
  });

  const chosen = { order: at('approved', 'submitted'), offers, decisions: answers('approved', 'approved') };

  it('a refused signature is told where the buyer signs again', async () => {
    const signing = { ...noSigning, method: 'sms' as const, state: 'failed' as const, error: { code: 'bank_refused' } };
    await opens({ ...chosen, chosenOfferId: severny!.id, signing });
    expect(page.heading).to.equal('Подпись');
    expect(page.text).to.contain('Банк не принял подпись');
    expect(page.text).to.contain('Договора нет, вы ничего не должны');
  });

  it('a signature that took the offer with it is told at the list', async () => {
    const signing = { ...noSigning, method: 'sms' as const, state: 'failed' as const, error: { code: 'offer_gone' } };
    await opens({ ...chosen, offers: [ladoga!], chosenOfferId: null, signing });
    expect(page.heading).to.equal('Одно предложение');
    expect(page.find('.notice').textContent).to.contain('Банк не принял подпись');
    expect(page.find('.notice').textContent).to.contain('Выберите другое предложение');
  });

  it('a chosen offer that is gone is told with the name of its bank', async () => {
    await opens({ order: at('submitted', 'created'), offers, decisions: answers('approved', 'approved') });
    page.buyerSession.go('offers');
    await page.settles();
    await page.presses('.foot .button, .choose .button');
    page.service.emit({ name: 'decision', data: { bank: severny!.bank, decision: 'declined', offers: [] } });
    page.service.tellSigning({ state: 'failed', error: { code: 'offer_gone' } });
    await page.until(() => page.text.includes('отозвал'), 'the notice');
    expect(page.text).to.contain('Банк «Северный» отозвал это предложение. Договора нет, вы ничего не должны. Выберите другое');
  });

  it('an older failure is not told as the failure of a new choice', async () => {
    const signing = { ...noSigning, state: 'failed' as const, error: { code: 'bank_timeout' } };
    await opens({ order: at('submitted', 'created'), offers, decisions: answers('approved', 'approved'), signing });
    page.buyerSession.go('offers');
    await page.settles();
    let answer = () => {};
    page.service.replace.set('POST /select', () => new Promise((resolve) => (answer = () => resolve(null))));
    page.find('.foot .button, .choose .button').click();
    await page.settles();
    expect(page.text).not.to.contain('не ответил за минуту');
    answer();
    await page.until(() => page.text.includes('готовит договор'), 'the preparation');
  });

  for (const [by, heading] of [
    ['bank', 'Банк расторг договор'],
    ['manager', 'Магазин отменил заказ, договор расторгнут'],
    ['buyer', 'Вы отказались от договора'],
  ] as const) {
    it(`an agreement terminated by the ${by} says what becomes of debt, papers and goods`, async () => {
      await opens({ order: at('canceled', 'signed', { canceled: { by } }) });
      expect(page.heading).to.equal(heading);
      for (const word of ['Долг', 'Документы', 'Товар']) expect(page.text).to.contain(word);
    });
  }

  it('an order that ended before the signature owes nothing', async () => {
    await opens({ order: at('canceled', 'approved', { canceled: { by: 'shop' } }) });
    expect(page.heading).to.equal('Магазин отменил заказ');
    expect(page.text).to.contain('Договора нет, вы ничего не должны');
    expect(page.text).not.to.contain('Документы');
  });

  it('a signed order that the shop did not confirm says that the agreement is terminated', async () => {
    await opens({ order: at('expired', 'signed') });
    expect(page.heading).to.equal('Магазин не подтвердил заказ, договор расторгнут');
  });
});
