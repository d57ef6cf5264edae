import { expect } from '@open-wc/testing';
import type { PageToFrame } from '@installment-button/protocol/frame-messages';
import { buyerTokenStore } from './buyer-token.ts';
import { buyerToken, offers, order } from '../testing/fixtures.ts';
import { Stage } from '../testing/stage.ts';
import '../steps/waiting-step.ts';
import '../steps/form-step.ts';

const init = (payload: Partial<Extract<PageToFrame, { type: 'init' }>['payload']> = {}): PageToFrame => ({
  version: 1,
  id: 1,
  type: 'init',
  payload: { locale: 'ru', theme: 'light', safeAreaBottom: 0, ...payload },
});
const submitted = {
  order: { ...order, status: 'submitted' as const, sequence: 5 },
  decisions: [{ bank: offers[0]!.bank, decision: 'pending' as const }],
};

describe('the buyer session', function () {
  this.timeout(10_000);
  let stage: Stage;
  afterEach(() => stage.leave());

  it('a buyer token that ended leads back to the phone, and the link still opens', async () => {
    stage = new Stage({ session: { session: submitted } });
    stage.token = 'buy_oldoldoldoldold';
    await stage.opens();
    expect(stage.token).to.equal(null);
    expect(stage.heading).to.equal('Продолжим заявку');
  });

  it('a token that ends while the stream is open signs out without losing the order', async () => {
    stage = new Stage({ session: { session: submitted } });
    stage.service.replace.set('GET /events', () => stage.service.problem('session_expired'));
    await stage.opens();
    await stage.until(() => stage.token === null, 'the sign-out');
    expect(stage.buyerSession.state.session?.order.status).to.equal('submitted');
  });

  it('a link of another order, or cut short, is not asked about', async () => {
    stage = new Stage({ place: { session: 'ses_ord_other00000_aaaaaaaaaaaaaaaa' } });
    await stage.opens();
    expect(stage.heading).to.equal('Ссылка не открывается');
    expect(stage.service.calls).to.deep.equal([]);
  });

  it('a draft that was sent from another tab leads to the banks’ answers', async () => {
    stage = new Stage();
    await stage.opens();
    stage.service.session = { ...stage.service.session, ...submitted };
    stage.service.replace.set('PUT /draft', () => stage.service.problem('illegal_transition'));
    await stage.fill('lastName', 'Соколова');
    await stage.until(() => stage.heading === 'Банки отвечают', 'the banks’ answers');
  });

  it('without a network it says so and goes on when asked again', async () => {
    stage = new Stage();
    stage.service.replace.set('GET /', () => Promise.reject(new TypeError('Failed to fetch')));
    await stage.opens();
    expect(stage.heading).to.equal('Нет связи');
    expect(stage.told.find(({ type }) => type === 'error')?.payload).to.include({ code: 'offline' });
    stage.service.replace.clear();
    await stage.presses();
    expect(stage.heading).to.equal('О вас');
  });

  it('a lost stream is told after five seconds, comes back by itself and catches up', async () => {
    stage = new Stage({ session: { session: submitted } });
    await stage.opens();
    await stage.until(() => stage.service.openStreams === 1, 'the stream');
    stage.service.replace.set('GET /events', () => Promise.reject(new TypeError('Failed to fetch')));
    stage.service.cutStreams();
    await stage.until(() => stage.buyerSession.state.connection.lostAt !== null, 'the loss');
    expect(stage.text).not.to.contain('Связь прервалась');
    stage.now = new Date(stage.now.getTime() + 6000);
    await stage.until(() => stage.text.includes('Связь прервалась'), 'the banner');
    expect(stage.text).to.contain('Ждём связи');
    stage.service.replace.clear();
    await stage.until(() => stage.service.openStreams === 1, 'the next connection');
    expect(stage.text).not.to.contain('Связь прервалась');
    stage.service.emit({ name: 'decision', data: { bank: offers[0]!.bank, decision: 'approved', offers: [offers[0]!] } });
    await stage.until(() => stage.text.includes('4 166 ₽'), 'the answer');
  });

  it('a status that is told twice, or is older, goes to the page once', async () => {
    stage = new Stage({ session: { session: submitted } });
    await stage.opens();
    await stage.buyerSession.refresh();
    stage.service.session = { ...stage.service.session, order: { ...order, status: 'created', sequence: 2 } };
    await stage.buyerSession.refresh();
    expect(stage.told.filter(({ type }) => type === 'status')).to.have.length(1);
    expect(stage.buyerSession.state.session?.order.status).to.equal('submitted');
  });

  it('a command whose answer was lost is sent again with its key, a new act with a new one', async () => {
    stage = new Stage({ session: { session: { ...submitted, offers } } });
    await stage.opens();
    const keys: (string | null)[] = [];
    stage.service.replace.set('POST /cancel', (request) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? stage.service.problem('internal') : null;
    });
    await stage.buyerSession.cancel().catch(() => undefined);
    await stage.buyerSession.cancel();
    expect(keys[0]).to.equal(keys[1]);

    const chosen: (string | null)[] = [];
    stage.service.replace.set('POST /select', (request) => {
      chosen.push(request.headers.get('idempotency-key'));
      return null;
    });
    await stage.buyerSession.select(offers[0]!.id);
    await stage.buyerSession.select(offers[0]!.id);
    expect(new Set(chosen).size).to.equal(2);
  });

  it('closing never asks: the draft is on its way, then the page is told', async () => {
    stage = new Stage();
    await stage.opens();
    stage.buyerSession.typeValues({ lastName: 'Соколова' });
    stage.buyerSession.onPageMessage({ version: 1, id: 2, type: 'close-request', payload: { cause: 'back' } });
    expect(stage.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'dismissed' } });
    await stage.settles();
    expect(stage.service.session.draft?.applicant.lastName).to.equal('Соколова');
  });

  it('Escape inside the frame closes it', async () => {
    stage = new Stage();
    await stage.opens();
    stage.find('#lastName').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(stage.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'dismissed' } });
  });

  it('the page’s knowledge of the buyer fills phone and form, and stays off the wire until the phone is proven', async () => {
    stage = new Stage({ proven: false });
    stage.buyerSession.onPageMessage(init({ buyer: { phone: '89162041842', lastName: 'Соколова' }, term: 6 }));
    await stage.opens();
    expect(stage.find<HTMLInputElement>('#phone').value).to.contain('916');
    expect(stage.text).to.contain('8 332 ₽');
    expect(JSON.stringify(stage.service.bodies)).not.to.contain('Соколова');
    await stage.presses();
    await stage.typesCode(stage.service.code);
    await stage.until(() => stage.heading === 'О вас', 'the form');
    expect(stage.find<HTMLInputElement>('#lastName').value).to.equal('Соколова');
    expect(stage.service.session.draft?.term).to.equal(6);
  });

  it('the page’s theme, language and accent win over the link’s and the shop’s', async () => {
    stage = new Stage();
    await stage.opens();
    stage.buyerSession.onPageMessage(init({ locale: 'en', theme: 'dark', accent: '#ffdd2d', radius: 4 }));
    await stage.until(() => stage.heading === 'About you', 'English');
    const { dataset, style, lang } = document.documentElement;
    expect(dataset['theme']).to.equal('dark');
    expect(lang).to.equal('en');
    expect(style.getPropertyValue('--brand-light-accent')).to.equal('#ffdd2d');
    expect(style.getPropertyValue('--brand-radius')).to.equal('4px');
  });

  it('takes the page’s accent in any notation; what is no colour leaves the shop’s', async () => {
    stage = new Stage();
    await stage.opens();
    const accentOf = async (accent: string) => {
      stage.buyerSession.onPageMessage(init({ accent }));
      await stage.settles();
      return document.documentElement.style.getPropertyValue('--brand-light-accent');
    };
    expect(await accentOf('rebeccapurple')).to.equal('#663399');
    expect(await accentOf('hsl(166 72% 21%)')).to.equal('#0f5c4a');
    expect(await accentOf('oklch(0.628 0.258 29.2)')).to.equal('#ff0000');
    expect(await accentOf('color(display-p3 0 1 0)'), 'more than sRGB has').to.equal('#00ff00');
    for (const none of ['url(https://evil.example)', 'red;background:url(//evil.example)', '12px', ' ', 'var(--none)', 'constructor']) {
      expect(await accentOf(none), none).to.equal('#0f5c4a');
    }
  });

  it('tells the page how high it would like to be', async () => {
    stage = new Stage();
    await stage.opens();
    await stage.until(() => stage.told.some(({ type }) => type === 'resize'), 'a size');
    const { payload } = stage.told.findLast(({ type }) => type === 'resize')!;
    expect(payload).to.include({ layout: 'form' });
    expect((payload as { height: number }).height).to.be.within(300, 1200);
  });

  it('«finish» ends the token and forgets what was typed', async () => {
    stage = new Stage();
    await stage.opens();
    stage.buyerSession.typeValues({ lastName: 'Соколова' });
    await stage.buyerSession.finish();
    await stage.settles();
    expect(stage.token).to.equal(null);
    expect(stage.buyerSession.state.draft.values.lastName).to.equal('');
    expect(stage.heading).to.equal('Рассрочка на покупку');
  });
});

describe('the buyer token', () => {
  it('is kept for its own order only', () => {
    const store = buyerTokenStore('ord_one00000000');
    store.write(buyerToken);
    expect(buyerTokenStore('ord_one00000000').read()).to.equal(buyerToken);
    expect(buyerTokenStore('ord_two00000000').read()).to.equal(null);
    store.write(null);
    expect(buyerTokenStore('ord_one00000000').read()).to.equal(null);
  });

  it('is kept in memory where the browser refuses storage', () => {
    const store = buyerTokenStore('ord_one00000000', () => {
      throw new DOMException('denied', 'SecurityError');
    });
    store.write(buyerToken);
    expect(store.read()).to.equal(buyerToken);
    store.write(null);
    expect(store.read()).to.equal(null);
  });
});
