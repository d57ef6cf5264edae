import { expect } from '@open-wc/testing';
import { applicant, banks, buyerToken, offers, order } from './testing/fixtures.ts';
import { noSigning } from './testing/service-double.ts';
import { ApplicationHarness } from './testing/application-harness.ts';
import './steps/consents-step.ts';
import './steps/form-step.ts';
import './steps/offers-step.ts';
import './steps/rejected-step.ts';
import './steps/result-step.ts';
import './steps/signing-step.ts';
import './steps/waiting-step.ts';

const [severny, ladoga] = offers;

describe('the whole way', function () {
  this.timeout(20_000);
  let page: ApplicationHarness;
  afterEach(() => page.leave());

  it('leads from the terms to the result', async () => {
    page = new ApplicationHarness({ proven: false });
    const { service } = page;
    await page.opens();

    expect(page.heading).to.equal('Рассрочка на покупку');
    expect(page.text).to.contain('от 4 166 ₽');
    await page.fill('phone', '8 916 204-18-42');
    await page.presses();
    expect(service.bodies.at(-1), 'the SMS is bound to the page around').to.deep.equal({
      phone: '+79162041842',
      embeddedIn: 'https://shop.example',
    });

    expect(page.heading).to.equal('Код из СМС');
    await page.typesCode('000000');
    expect(page.find('code-entry').shadowRoot!.textContent).to.contain('Код не подошёл. Осталось 4 попытки');
    await page.typesCode(service.code);
    await page.until(() => page.buyerSession.detail !== null, 'the proof');
    expect(page.token).to.equal(buyerToken);

    expect(page.heading).to.equal('О вас');
    await page.fill('lastName', 'Соколова');
    await page.fill('firstName', 'марина');
    expect(page.find<HTMLInputElement>('#firstName').value).to.equal('Марина');
    await page.fill('middleName', 'Андреевна');
    await page.fill('birthDate', '14.03.1991');
    await page.presses();
    expect(page.heading).to.equal('Паспорт и адрес');
    await page.fill('passport', '45 12 345678');
    await page.fill('birthPlace', 'гор. Москва');
    await page.fill('issuedAt', '02.04.2011');
    await page.fill('departmentCode', '770-044');
    await page.fill('issuedBy', applicant.passport.issuedBy);
    await page.fill('registrationAddress', applicant.registrationAddress);
    await page.presses();
    expect(page.heading).to.equal('Работа и доход');
    await page.fill('employmentKind', 'employed');
    await page.fill('employer', 'ООО «Лесные дали»');
    await page.fill('monthlyIncome', '95000');
    expect(service.session.draft?.applicant.passport?.number).to.equal('345678');
    await page.presses();

    expect(page.heading).to.equal('Согласия');
    expect(page.root.querySelectorAll('.switch:checked, .check:checked'), 'nothing is on in advance').to.have.length(0);
    await page.presses('.chosen .link');
    page.find('#history').click();
    await page.settles();
    await page.presses();
    const sent = service.bodies.find(
      (body): body is { consents: unknown[] } => typeof body === 'object' && body !== null && 'consents' in body,
    );
    expect(sent?.consents).to.have.length(banks.length + 1);

    await page.until(() => service.openStreams === 1, 'the stream');
    expect(page.heading).to.equal('Банки отвечают');
    expect(page.text).to.contain('0 из 6');
    service.emit({ name: 'decision', data: { bank: ladoga!.bank, decision: 'approved', offers: [ladoga!] } });
    service.emit({ name: 'decision', data: { bank: severny!.bank, decision: 'approved', offers: [severny!] } });
    service.emit({ name: 'decision', data: { bank: { id: 'volna', name: 'Волна' }, decision: 'declined', offers: [] } });
    await page.until(() => page.text.includes('3 из 6'), 'three answers');
    expect(page.text).to.contain('4 166 ₽');
    expect([...page.root.querySelectorAll('.name')].map((name) => name.textContent).slice(0, 2)).to.deep.equal(['Северный', 'Ладога']);
    expect(page.find('[aria-live=polite]').textContent).to.contain('Банк «Волна» не одобрил');

    await page.presses();
    expect(page.heading).to.equal('Два предложения');
    expect(page.text).to.contain('Ровно ваши условия: «Северный», 0 ₽ переплаты.');
    await page.presses('.foot .button, .choose .button');
    expect(page.text).to.contain('готовит договор');
    service.move('approved', {
      chosenOfferId: severny!.id,
      agreement: { title: 'Договор № СВ-20481', sha256: 'a'.repeat(64) },
      signing: noSigning,
    });
    await page.until(() => page.heading === 'Подпись', 'the signing');

    expect(page.text).to.contain('4 165,84 ₽');
    await page.presses();
    expect(page.heading).to.equal('Код из СМС');
    await page.typesCode(service.code);
    expect(
      service.calls.filter((call) => call === 'POST /signing/code'),
      'a code alone signs nothing',
    ).to.have.length(0);
    await page.presses();
    await page.until(() => page.heading === 'Передаём подпись банку', 'the bank');
    service.move('signed', { signing: null });
    await page.until(() => page.heading === 'Рассрочка оформлена', 'the result');

    await page.presses();
    expect(page.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'done' } });
    const statuses = page.told.filter(({ type }) => type === 'status').map(({ payload }) => (payload as { status: string }).status);
    expect(statuses).to.deep.equal(['created', 'submitted', 'approved', 'signed']);
    expect(page.told.filter(({ type }) => type === 'ready')).to.have.length(1);
  });

  it('a wrong form sends the focus to a summary that leads to its fields', async () => {
    page = new ApplicationHarness();
    await page.opens();
    await page.fill('lastName', 'Sokolova');
    await page.presses();
    expect(page.find('#summary').textContent).to.contain('Исправьте 3 поля');
    expect((page.root as ShadowRoot).activeElement?.id).to.equal('summary');
    page.find<HTMLElement>('#summary a').click();
    expect((page.root as ShadowRoot).activeElement?.id).to.equal('lastName');
    await page.fill('lastName', 'Соколова');
    expect(page.find('#summary').textContent, 'a mended field leaves the summary').to.contain('Исправьте 2 поля');
  });

  it('money typed with a comma is the money that the banks get', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.buyerSession.go('work');
    await page.settles();
    await page.fill('monthlyIncome', '50000,00');
    expect(page.find<HTMLInputElement>('#monthlyIncome').value).to.equal('50\u00a0000');
    expect(page.service.session.draft?.applicant.employment?.monthlyIncome).to.equal(5_000_000);
  });

  it('an application that all banks declined begins anew with other terms', async () => {
    page = new ApplicationHarness({
      session: {
        session: {
          decisions: banks.map(({ id, name }) => ({ bank: { id, name }, decision: 'declined' as const })),
          order: { ...order, status: 'rejected', previousStatus: 'submitted', term: 12 },
        },
      },
    });
    await page.opens();
    expect(page.heading).to.equal('Пока без одобрения');
    expect(page.text).to.contain('Шесть банков не одобрили');
    const before = location.href;
    await page.presses('.row.act:nth-child(2)');
    history.replaceState(null, '', before);
    expect(page.service.bodies.at(-1)).to.deep.equal({ term: 24 });
    expect(page.told.some(({ type }) => type === 'restart')).to.equal(true);
  });
});
