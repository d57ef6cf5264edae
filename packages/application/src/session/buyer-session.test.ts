import { createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { expect } from '@open-wc/testing';
import type { PageToFrame } from '@installment-button/protocol/frame-messages';
import { buyerTokenStore } from './buyer-token.ts';
import { buyerToken, offers, order } from '../testing/fixtures.ts';
import { ApplicationHarness } from '../testing/application-harness.ts';
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
  let page: ApplicationHarness;
  afterEach(() => page.leave());

  it('a buyer token that ended leads back to the phone, and the link still opens', async () => {
    page = new ApplicationHarness({ session: { session: submitted } });
    page.token = 'buy_oldoldoldoldold';
    await page.opens();
    expect(page.token).to.equal(null);
    expect(page.heading).to.equal('Продолжим заявку');
  });

  it('a token that ends while the stream is open signs out without losing the order', async () => {
    page = new ApplicationHarness({ session: { session: submitted } });
    page.service.replace.set('GET /events', () => page.service.problem('session_expired'));
    await page.opens();
    await page.until(() => page.token === null, 'the sign-out');
    expect(page.buyerSession.state.session?.order.status).to.equal('submitted');
  });

  it('a link of another order, or cut short, is not asked about', async () => {
    page = new ApplicationHarness({ place: { session: 'ses_ord_other00000_aaaaaaaaaaaaaaaa' } });
    await page.opens();
    expect(page.heading).to.equal('Ссылка не открывается');
    expect(page.service.calls).to.deep.equal([]);
  });

  it('a draft that was sent from another tab leads to the banks’ answers', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.service.session = { ...page.service.session, ...submitted };
    page.service.replace.set('PUT /draft', () => page.service.problem('illegal_transition'));
    await page.fill('lastName', 'Соколова');
    await page.until(() => page.heading === 'Банки отвечают', 'the banks’ answers');
  });

  it('without a network it says so and goes on when asked again', async () => {
    page = new ApplicationHarness();
    page.service.replace.set('GET /', () => Promise.reject(new TypeError('Failed to fetch')));
    await page.opens();
    expect(page.heading).to.equal('Нет связи');
    expect(page.told.find(({ type }) => type === 'error')?.payload).to.include({ code: 'offline' });
    page.service.replace.clear();
    await page.presses();
    expect(page.heading).to.equal('О вас');
  });

  it('a lost stream is told after five seconds, comes back by itself and catches up', async () => {
    page = new ApplicationHarness({ session: { session: submitted } });
    await page.opens();
    await page.until(() => page.service.openStreams === 1, 'the stream');
    page.service.replace.set('GET /events', () => Promise.reject(new TypeError('Failed to fetch')));
    page.service.cutStreams();
    await page.until(() => page.buyerSession.state.connection.lostAt !== null, 'the loss');
    expect(page.text).not.to.contain('Связь прервалась');
    page.now = new Date(page.now.getTime() + 6000);
    await page.until(() => page.text.includes('Связь прервалась'), 'the banner');
    expect(page.text).to.contain('Ждём связи');
    page.service.replace.clear();
    await page.until(() => page.service.openStreams === 1, 'the next connection');
    expect(page.text).not.to.contain('Связь прервалась');
    page.service.emit({ name: 'decision', data: { bank: offers[0]!.bank, decision: 'approved', offers: [offers[0]!] } });
    await page.until(() => page.text.includes('4 166 ₽'), 'the answer');
  });

  it('a status that is told twice, or is older, goes to the page once', async () => {
    page = new ApplicationHarness({ session: { session: submitted } });
    await page.opens();
    await page.buyerSession.refresh();
    page.service.session = { ...page.service.session, order: { ...order, status: 'created', sequence: 2 } };
    await page.buyerSession.refresh();
    expect(page.told.filter(({ type }) => type === 'status')).to.have.length(1);
    expect(page.buyerSession.state.session?.order.status).to.equal('submitted');
  });

  it('a command whose answer was lost is sent again with its key, a new act with a new one', async () => {
    page = new ApplicationHarness({ session: { session: { ...submitted, offers } } });
    await page.opens();
    const keys: (string | null)[] = [];
    page.service.replace.set('POST /cancel', (request) => {
      keys.push(request.headers.get('idempotency-key'));
      return keys.length === 1 ? page.service.problem('internal') : null;
    });
    await page.buyerSession.cancel().catch(() => undefined);
    await page.buyerSession.cancel();
    expect(keys[0]).to.equal(keys[1]);

    const chosen: (string | null)[] = [];
    page.service.replace.set('POST /select', (request) => {
      chosen.push(request.headers.get('idempotency-key'));
      return null;
    });
    await page.buyerSession.select(offers[0]!.id);
    await page.buyerSession.select(offers[0]!.id);
    expect(new Set(chosen).size).to.equal(2);
  });

  it('closing never asks: the draft is on its way, then the page is told', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.buyerSession.typeValues({ lastName: 'Соколова' });
    page.buyerSession.onPageMessage({ version: 1, id: 2, type: 'close-request', payload: { cause: 'back' } });
    expect(page.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'dismissed' } });
    await page.settles();
    expect(page.service.session.draft?.applicant.lastName).to.equal('Соколова');
  });

  it('Escape closes it after a click on blank space, when the focus is on the body', async () => {
    page = new ApplicationHarness();
    await page.opens();
    (document.activeElement as HTMLElement | null)?.blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(page.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'dismissed' } });
  });

  it('a frame that gets the focus on its body passes it to the heading', async () => {
    page = new ApplicationHarness();
    await page.opens();
    (document.activeElement as HTMLElement | null)?.blur();
    window.dispatchEvent(new FocusEvent('focus'));
    expect((page.root as ShadowRoot).activeElement?.localName).to.equal('h1');
    page.find('#lastName').focus();
    window.dispatchEvent(new FocusEvent('focus'));
    expect((page.root as ShadowRoot).activeElement?.id, 'a field keeps it').to.equal('lastName');
  });

  for (const hours of [-6, 6]) {
    it(`a device whose clock is ${hours} h off counts down to the next code as the service does`, async () => {
      page = new ApplicationHarness({ proven: false });
      const serviceNow = () => new Date(page.now.getTime() - hours * 3_600_000);
      const sent = { resendAt: 60, expiresAt: 300 };
      const at = (seconds: number) => new Date(serviceNow().getTime() + seconds * 1000).toISOString();
      page.service.replace.set('POST /phone', () =>
        Response.json(
          { resendAt: at(sent.resendAt), attemptsLeft: 5, expiresAt: at(sent.expiresAt) },
          { headers: { date: serviceNow().toUTCString() } },
        ),
      );
      await page.opens();
      await page.fill('phone', '8 916 204-18-42');
      await page.presses();
      const text = page.find('code-entry').shadowRoot!.textContent ?? '';
      expect(text).to.match(/Новый код через\s+(0:59|1:00)/);
    });
  }

  it('a flooded shop asks for work before the code: the buyer sees only the busy button, and the keyboard stays where it was', async () => {
    page = new ApplicationHarness({ proven: false });
    const asked: { proof?: string }[] = [];
    page.service.replace.set('POST /phone', async (request) => {
      const body = (await request.json()) as { proof?: string };
      asked.push(body);
      if (body.proof !== undefined) return null;
      const challenge = await createChallenge({ algorithm: 'PBKDF2/SHA-256', cost: 10, counter: 300, deriveKey, hmacSignatureSecret: 'x' });
      return page.service.problem('proof_required', { challenge });
    });
    await page.opens();
    await page.fill('phone', '8 916 204-18-42');
    const elements = new Set<string>();
    const watch = new MutationObserver(() => page.root.querySelectorAll('*').forEach(({ localName }) => elements.add(localName)));
    watch.observe(page.root, { subtree: true, childList: true });
    await page.presses();
    await page.until(() => asked.length === 2, 'the repeat with a proof');
    await page.until(() => page.find('code-entry') !== null, 'the code');
    watch.disconnect();
    const { challenge, solution } = JSON.parse(atob(asked[1]?.proof ?? '')) as Payload;
    const checked = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: 'x' });
    expect(checked.verified).to.equal(true);
    expect(page.heading).to.equal('Код из СМС');
    expect(
      [...elements].filter((name) => /altcha|captcha|iframe|dialog/.test(name)),
      'no puzzle',
    ).to.deep.equal([]);
  });

  it('Escape inside the frame closes it', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.find('#lastName').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(page.told.at(-1)).to.deep.equal({ type: 'close', payload: { reason: 'dismissed' } });
  });

  it('the page’s knowledge of the buyer fills phone and form, and stays off the wire until the phone is proven', async () => {
    page = new ApplicationHarness({ proven: false });
    page.buyerSession.onPageMessage(init({ buyer: { phone: '89162041842', lastName: 'Соколова' }, term: 6 }));
    await page.opens();
    expect(page.find<HTMLInputElement>('#phone').value).to.contain('916');
    expect(page.text).to.contain('8 332 ₽');
    expect(JSON.stringify(page.service.bodies)).not.to.contain('Соколова');
    await page.presses();
    await page.typesCode(page.service.code);
    await page.until(() => page.heading === 'О вас', 'the form');
    expect(page.find<HTMLInputElement>('#lastName').value).to.equal('Соколова');
    expect(page.service.session.draft?.term).to.equal(6);
  });

  it('the page’s theme, language and accent win over the link’s and the shop’s', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.buyerSession.onPageMessage(init({ locale: 'en', theme: 'dark', accent: '#ffdd2d', radius: 4 }));
    await page.until(() => page.heading === 'About you', 'English');
    const { dataset, style, lang } = document.documentElement;
    expect(dataset['theme']).to.equal('dark');
    expect(lang).to.equal('en');
    expect(style.getPropertyValue('--brand-light-accent')).to.equal('#ffdd2d');
    expect(style.getPropertyValue('--brand-radius')).to.equal('4px');
  });

  it('takes the page’s accent in any notation; what is no colour leaves the shop’s', async () => {
    page = new ApplicationHarness();
    await page.opens();
    const accentOf = async (accent: string) => {
      page.buyerSession.onPageMessage(init({ accent }));
      await page.settles();
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
    page = new ApplicationHarness();
    await page.opens();
    await page.until(() => page.told.some(({ type }) => type === 'resize'), 'a size');
    const { payload } = page.told.filter(({ type }) => type === 'resize').at(-1)!;
    expect(payload).to.include({ layout: 'form' });
    expect((payload as { height: number }).height).to.be.within(300, 1200);
  });

  it('«finish» ends the token and forgets what was typed', async () => {
    page = new ApplicationHarness();
    await page.opens();
    page.buyerSession.typeValues({ lastName: 'Соколова' });
    await page.buyerSession.finish();
    await page.settles();
    expect(page.token).to.equal(null);
    expect(page.buyerSession.state.draft.values.lastName).to.equal('');
    expect(page.heading).to.equal('Рассрочка на покупку');
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
