import { expect } from '@open-wc/testing';
import { applicant, banks, buyerToken, offers, order } from './testing/fixtures.ts';
import { noSigning } from './testing/service-double.ts';
import { Stage } from './testing/stage.ts';
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
  let stage: Stage;
  afterEach(() => stage.leave());

  it('leads from the terms to the result', async () => {
    stage = new Stage({ proven: false });
    const { service } = stage;
    await stage.opens();

    expect(stage.heading).to.equal('Рассрочка на покупку');
    expect(stage.text).to.contain('от 4 166 ₽');
    await stage.fill('phone', '8 916 204-18-42');
    await stage.presses();
    expect(service.bodies.at(-1), 'the SMS is bound to the page around').to.deep.equal({
      phone: '+79162041842',
      embeddedIn: 'https://shop.example',
    });

    expect(stage.heading).to.equal('Код из СМС');
    await stage.typesCode('000000');
    expect(stage.find('code-entry').shadowRoot!.textContent).to.contain('Код не подошёл. Осталось 4 попытки');
    await stage.typesCode(service.code);
    await stage.until(() => stage.buyerSession.detail !== null, 'the proof');
    expect(stage.token).to.equal(buyerToken);

    expect(stage.heading).to.equal('О вас');
    await stage.fill('lastName', 'Соколова');
    await stage.fill('firstName', 'Марина');
    await stage.fill('middleName', 'Андреевна');
    await stage.fill('birthDate', '14.03.1991');
    await stage.presses();
    expect(stage.heading).to.equal('Паспорт');
    await stage.fill('passport', '45 12 345678');
    await stage.fill('birthPlace', 'гор. Москва');
    await stage.fill('issuedAt', '02.04.2011');
    await stage.fill('departmentCode', '770-044');
    await stage.fill('issuedBy', applicant.passport.issuedBy);
    await stage.presses();
    expect(stage.heading).to.equal('Адрес');
    await stage.fill('registrationAddress', applicant.registrationAddress);
    await stage.presses();
    expect(stage.heading).to.equal('Работа и доход');
    await stage.fill('employmentKind', 'employed');
    await stage.fill('employer', 'ООО «Лесные дали»');
    await stage.fill('monthlyIncome', '95000');
    expect(service.session.draft?.applicant.passport?.number).to.equal('345678');
    await stage.presses();

    expect(stage.heading).to.equal('Согласия');
    expect(stage.root.querySelectorAll('.switch:checked, .check:checked'), 'nothing is on in advance').to.have.length(0);
    await stage.presses('.chosen .link');
    stage.find('#history').click();
    await stage.settles();
    await stage.presses();
    const sent = service.bodies.find(
      (body): body is { consents: unknown[] } => typeof body === 'object' && body !== null && 'consents' in body,
    );
    expect(sent?.consents).to.have.length(banks.length + 1);

    await stage.until(() => service.openStreams === 1, 'the stream');
    expect(stage.heading).to.equal('Банки отвечают');
    expect(stage.text).to.contain('0 из 6');
    service.emit({ name: 'decision', data: { bank: ladoga!.bank, decision: 'approved', offers: [ladoga!] } });
    service.emit({ name: 'decision', data: { bank: severny!.bank, decision: 'approved', offers: [severny!] } });
    service.emit({ name: 'decision', data: { bank: { id: 'volna', name: 'Волна' }, decision: 'declined', offers: [] } });
    await stage.until(() => stage.text.includes('3 из 6'), 'three answers');
    expect(stage.text).to.contain('4 166 ₽');
    expect([...stage.root.querySelectorAll('.name')].map((name) => name.textContent).slice(0, 2)).to.deep.equal(['Северный', 'Ладога']);
    expect(stage.find('[aria-live=polite]').textContent).to.contain('Волна не одобрил');

    await stage.presses();
    expect(stage.heading).to.equal('Два предложения');
    await stage.presses('.foot .button, .choose .button');
    expect(stage.text).to.contain('готовит договор');
    service.move('approved', {
      chosenOfferId: severny!.id,
      agreement: { title: 'Договор № СВ-20481', sha256: 'a'.repeat(64) },
      signing: noSigning,
    });
    await stage.until(() => stage.heading === 'Подпись', 'the signing');

    expect(stage.text).to.contain('4 165,84 ₽');
    await stage.presses();
    expect(stage.heading).to.equal('Код из СМС');
    await stage.typesCode(service.code);
    expect(
      service.calls.filter((call) => call === 'POST /signing/code'),
      'a code alone signs nothing',
    ).to.have.length(0);
    await stage.presses();
    await stage.until(() => stage.heading === 'Передаём подпись банку', 'the bank');
    service.move('signed', { signing: null });
    await stage.until(() => stage.heading === 'Рассрочка оформлена', 'the result');

    await stage.presses();
    expect(stage.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'done' } });
    const statuses = stage.told.filter(({ type }) => type === 'status').map(({ payload }) => (payload as { status: string }).status);
    expect(statuses).to.deep.equal(['created', 'submitted', 'approved', 'signed']);
    expect(stage.told.filter(({ type }) => type === 'ready')).to.have.length(1);
  });

  it('a wrong form sends the focus to a summary that leads to its fields', async () => {
    stage = new Stage();
    await stage.opens();
    await stage.fill('lastName', 'Sokolova');
    await stage.presses();
    expect(stage.find('#summary').textContent).to.contain('Исправьте 3 поля');
    expect((stage.root as ShadowRoot).activeElement?.id).to.equal('summary');
    stage.find<HTMLElement>('#summary a').click();
    expect((stage.root as ShadowRoot).activeElement?.id).to.equal('lastName');
    await stage.fill('lastName', 'Соколова');
    expect(stage.find('#summary').textContent, 'a mended field leaves the summary').to.contain('Исправьте 2 поля');
  });

  it('an application that all banks declined begins anew with other terms', async () => {
    stage = new Stage({
      session: {
        session: {
          decisions: banks.map(({ id, name }) => ({ bank: { id, name }, decision: 'declined' as const })),
          order: { ...order, status: 'rejected', term: 12 },
        },
      },
    });
    await stage.opens();
    expect(stage.heading).to.equal('Пока без одобрения');
    expect(stage.text).to.contain('Шесть банков не одобрили');
    const before = location.href;
    await stage.presses('.row.act:nth-child(2)');
    history.replaceState(null, '', before);
    expect(stage.service.bodies.at(-1)).to.deep.equal({ term: 24 });
    expect(stage.told.some(({ type }) => type === 'restart')).to.equal(true);
  });
});
