import { expect, oneEvent } from '@open-wc/testing';
import type { InstallmentButton } from './installment-button.ts';
import { answerPlans, asked, cart, drawn, key, nativeButton, part, place, placeReady, shown, shows } from './testing/element.ts';

const nbsp = (text: string) => text.replaceAll('_', '\u00a0');
const text = (element: InstallmentButton, name: string) => part(element, name).innerText;

describe('the label', () => {
  for (const [attributes, words] of [
    ['', 'Оформить в рассрочку'],
    ['product="credit"', 'Купить в кредит'],
    ['locale="en"', 'Pay in installments'],
    ['locale="en-GB" product="credit"', 'Buy on credit'],
    ['locale="de"', 'Оформить в рассрочку'],
    ['lang="en"', 'Оформить в рассрочку'],
    ['lang="en" locale="auto"', 'Pay in installments'],
    ['product="lease"', 'Оформить в рассрочку'],
  ] as const) {
    it(`is «${words}» with ${attributes || 'nothing said'}`, async () => {
      const element = await place(attributes);
      expect(text(element, 'label')).to.equal(words);
    });
  }

  it('follows the property', async () => {
    const element = await place('');
    element.product = 'credit';
    await drawn();
    expect(text(element, 'label')).to.equal('Купить в кредит');
  });

  it('gives its place to the slot', async () => {
    const element = await place('', '<b slot="label">Частями</b>');
    expect(nativeButton(element).querySelector<HTMLSlotElement>('[name=label]')!.assignedElements()[0]!.textContent).to.equal('Частями');
  });
});

describe('the defaults', () => {
  it('are read from the properties, and again when an attribute is removed', async () => {
    const element = await place('variant="plain" size="l" theme="dark" mode="tab" currency="USD" unavailable="hide"');
    for (const name of ['variant', 'size', 'theme', 'mode', 'currency', 'unavailable']) element.removeAttribute(name);
    const { variant, size, theme, mode, currency, unavailable, product, preview, disabled, required } = element;
    expect({ variant, size, theme, mode, currency, unavailable, product, preview, disabled, required }).to.deep.equal({
      variant: 'filled',
      size: 'm',
      theme: 'auto',
      mode: 'modal',
      currency: 'RUB',
      unavailable: 'disable',
      product: 'installment',
      preview: false,
      disabled: false,
      required: false,
    });
  });

  it('hold for values that are none of the choices', async () => {
    const element = await place('variant="neon" size="xxl" theme="sepia"');
    const usual = await place('');
    for (const property of ['backgroundColor', 'height', 'color'] as const) {
      expect(getComputedStyle(nativeButton(element))[property]).to.equal(getComputedStyle(nativeButton(usual))[property]);
    }
  });
});

describe('the payment', () => {
  it('is the lowest of the tariff table, rounded up to the rouble, in one piece by its spaces', async () => {
    const element = await placeReady('preview');
    expect(text(element, 'price')).to.equal(nbsp('от 4_166_₽ в месяц'));
  });

  it('of a credit bears interest', async () => {
    const element = await placeReady('preview product="credit"');
    expect(text(element, 'price')).to.equal(nbsp('от 2_480_₽ в месяц'));
  });

  it('is English on an English page', async () => {
    const element = await placeReady('preview locale="en"');
    expect(text(element, 'price')).to.equal('from ₽4,166 a month');
  });

  it('is computed from the amount where there are no items', async () => {
    const element = await place(`preview shop="${key}" amount="1200000"`);
    await drawn();
    expect(text(element, 'price')).to.equal(nbsp('от 1_000_₽ в месяц'));
  });

  it('is not shown without preview, nor in size s', async () => {
    expect(shows(await placeReady(''), 'price')).to.equal(false);
    expect(shows(await placeReady('preview size="s"'), 'price')).to.equal(false);
  });

  it('follows the cart without a request', async () => {
    const element = await placeReady('preview');
    const before = asked.length;
    element.items = [{ name: 'Lamp', price: 300_000, quantity: 4 }];
    await drawn();
    expect(text(element, 'price')).to.equal(nbsp('от 1_000_₽ в месяц'));
    expect(asked.length).to.equal(before);
  });

  it('has its place kept while the table is on its way, so that nothing moves', async () => {
    let answer: (response: Response) => void = () => {};
    const service = answerPlans(() => new Promise((resolve) => (answer = resolve)));
    const element = await place(`preview shop="${key}" items='${cart()}'`, '', service);
    expect(part(element, 'price').checkVisibility()).to.equal(true);
    expect(shows(element, 'price')).to.equal(false);
    const before = nativeButton(element).getBoundingClientRect();
    const label = part(element, 'label').getBoundingClientRect();
    answer(Response.json({ data: [{ product: 'installment', term: 12, rate: 0, minAmount: 1, maxAmount: 10_000_000 }] }));
    await oneEvent(element, 'installment-ready');
    await drawn();
    expect(shows(element, 'price')).to.equal(true);
    expect(nativeButton(element).getBoundingClientRect()).to.deep.equal(before);
    expect(part(element, 'label').getBoundingClientRect()).to.deep.equal(label);
  });

  it('is left out where the table cannot be had, and the button stays usable', async () => {
    const service = answerPlans(() => new Response('{}', { status: 500 }));
    const element = await place(`preview shop="${key}" items='${cart()}'`, '', service);
    await drawn();
    expect(shows(element, 'price')).to.equal(false);
    expect(element.available).to.equal(true);
  });

  it('gives its place to the slot', async () => {
    const element = await placeReady('', '<span slot="price">без переплаты</span>');
    expect(shows(element, 'price')).to.equal(true);
    expect(getComputedStyle(nativeButton(element)).columnGap).to.equal('12px');
  });

  it('comes with the text of the law, in the page’s language and not wider than the button', async () => {
    const element = await placeReady('preview');
    expect(text(element, 'legal')).to.match(/^Кредит выдаёт банк/);
    expect(part(element, 'legal').offsetWidth).to.equal(nativeButton(element).offsetWidth);
    expect(text(await placeReady('preview locale="en"'), 'legal')).to.match(/^A bank grants/);
    expect((await placeReady('')).shadowRoot!.querySelector('[part=legal]')).to.equal(null);
    element.preview = false;
    await drawn();
    expect(shown(part(element, 'legal'))).to.equal(false);
  });
});

describe('a sum that no plan fits', () => {
  it('disables the button: focusable, and with the reason below', async () => {
    const element = await placeReady('', '', 100_000);
    const button = nativeButton(element);
    expect(element.available).to.equal(false);
    expect(button.ariaDisabled).to.equal('true');
    expect(button.disabled).to.equal(false);
    element.focus();
    expect(element.shadowRoot!.activeElement).to.equal(button);
    expect(text(element, 'reason')).to.equal(nbsp('Для заказов от 3_000_₽'));
    expect(button.getAttribute('aria-describedby')).to.equal(part(element, 'reason').id);
  });

  it('says the largest sum above it', async () => {
    expect(text(await placeReady('locale="en"', '', 40_000_000), 'reason')).to.equal('For orders up to ₽300,000');
  });

  it('opens nothing, by key or by script', async () => {
    const element = await placeReady('', '', 100_000);
    let opened = 0;
    element.addEventListener('installment-open', (event) => {
      opened++;
      event.preventDefault();
    });
    nativeButton(element).click();
    expect(opened).to.equal(0);
  });

  it('hides the button where the attribute says so, and shows it again for another cart', async () => {
    const element = await placeReady('unavailable="hide"', '', 100_000);
    expect(shown(element)).to.equal(false);
    element.items = cart();
    await drawn();
    expect(shown(element)).to.equal(true);
  });
});

describe('installment-ready', () => {
  it('comes once, with what is final', async () => {
    const service = answerPlans();
    const told: boolean[] = [];
    const listen = (event: Event) => told.push((event as CustomEvent<{ available: boolean }>).detail.available);
    document.addEventListener('installment-ready', listen);
    const element = await place(`shop="${key}" items='${cart(100)}'`, '', service);
    await drawn();
    element.items = cart();
    await drawn();
    document.removeEventListener('installment-ready', listen);
    expect(told).to.deep.equal([false]);
    expect(element.available).to.equal(true);
  });

  it('waits for the cart that a framework sets later', async () => {
    const element = await place(`shop="${key}"`);
    const ready = oneEvent(element, 'installment-ready');
    element.items = cart();
    expect((await ready).detail).to.deep.equal({ available: true });
  });

  it('comes without a request where there is no key', async () => {
    const element = document.createElement('installment-button');
    element.sessionUrl = '/session';
    const ready = oneEvent(element, 'installment-ready');
    answerPlans();
    document.body.append(element);
    await ready;
    expect(asked).to.deep.equal([]);
    element.remove();
  });
});

describe('the icon', () => {
  it('has a place only where there is one', async () => {
    expect(shows(await place(''), 'icon')).to.equal(false);
    const element = await place('', '<svg slot="icon" viewBox="0 0 20 20"></svg>');
    expect(shows(element, 'icon')).to.equal(true);
    expect(element.querySelector('svg')!.getBoundingClientRect().width).to.equal(20);
  });

  it('and the price of the page may come after the button, go and come again', async () => {
    const element = await placeReady('preview');
    const own = document.createElement('b');
    const icon = document.createElement('i');
    Object.assign(own, { slot: 'price', textContent: 'без переплаты' });
    icon.slot = 'icon';
    for (let time = 0; time < 2; time += 1) {
      element.append(own, icon);
      await drawn();
      expect(['price', 'icon'].map((name) => shows(element, name))).to.deep.equal([true, true]);
      expect([own, icon].map((child) => child.assignedSlot?.name)).to.deep.equal(['price', 'icon']);
      expect(part(element, 'icon').nextElementSibling).to.equal(part(element, 'label'));
      element.replaceChildren();
      await drawn();
      expect(shows(element, 'icon')).to.equal(false);
      expect(text(element, 'price'), 'our own again').to.match(/^от .* в месяц$/);
    }
  });
});

describe('the parts', () => {
  it('are there to be styled: ring, reason and text of the law once they are needed', async () => {
    const element = await placeReady('preview');
    const late = await placeReady('');
    const there = (of = element) => [...of.shadowRoot!.querySelectorAll('[part]')].map((found) => found.getAttribute('part'));
    expect(there()).to.deep.equal(['button', 'label', 'price', 'legal']);
    const opened = element.open();
    await Promise.resolve();
    expect(there()).to.deep.equal(['button', 'label', 'price', 'spinner', 'reason', 'legal']);
    element.close();
    await opened;
    const lateOpened = late.open();
    await Promise.resolve();
    late.preview = true;
    await drawn();
    expect(there(late)).to.deep.equal(['button', 'label', 'spinner', 'price', 'reason', 'legal']);
    late.close();
    await lateOpened;
  });

  it('and the custom properties reach what they are named after', async () => {
    const element = await place(
      'style="--installment-accent:#ffd23f;--installment-on-accent:#2a1f00;--installment-radius:28px;--installment-font:monospace;--installment-weight:800;--installment-tracking:1px;--installment-height:64px;--installment-gap:20px"',
      '<i slot="icon"></i>',
    );
    const style = getComputedStyle(nativeButton(element));
    expect(style.backgroundColor).to.equal('rgb(255, 210, 63)');
    expect(style.color).to.equal('rgb(42, 31, 0)');
    expect(style.borderTopLeftRadius).to.equal('28px');
    expect(style.fontFamily).to.equal('monospace');
    expect(style.fontWeight).to.equal('800');
    expect(style.letterSpacing).to.equal('1px');
    expect(style.height).to.equal('64px');
    expect(style.columnGap).to.equal('20px');
    const outline = await place('variant="outline" style="--installment-accent:#ffd23f;--installment-text:#2a1f00"');
    expect(getComputedStyle(nativeButton(outline)).color).to.equal('rgb(42, 31, 0)');
  });

  for (const [size, height] of [
    ['s', 40],
    ['m', 48],
    ['l', 56],
  ] as const) {
    it(`in size ${size} stand in ${height} px, with the payment too`, async () => {
      expect(nativeButton(await placeReady(`size="${size}"`)).offsetHeight).to.equal(height);
      expect(nativeButton(await placeReady(`size="${size}" preview`)).offsetHeight).to.equal(height);
    });
  }

  it('in size s are hit on 48 px', async () => {
    const button = nativeButton(await place('size="s"'));
    const { left, top, bottom } = button.getBoundingClientRect();
    expect(button.getRootNode()).to.satisfy((root: ShadowRoot) => root.elementFromPoint(left + 20, top - 3) === button);
    expect(button.getRootNode()).to.satisfy((root: ShadowRoot) => root.elementFromPoint(left + 20, bottom + 3) === button);
  });

  it('wrap in a narrow column, and fill a wide one', async () => {
    const element = await placeReady('preview');
    element.style.width = '180px';
    expect(nativeButton(element).offsetWidth).to.equal(180);
    expect(nativeButton(element).offsetHeight).to.be.greaterThan(60);
    element.style.width = '358px';
    expect(nativeButton(element).offsetWidth).to.equal(358);
  });
});

describe('a disabled button', () => {
  it('can be neither focused nor opened', async () => {
    const element = await place('disabled');
    expect(nativeButton(element).disabled).to.equal(true);
    expect(await element.open()).to.equal(false);
    element.disabled = false;
    await drawn();
    expect(nativeButton(element).disabled).to.equal(false);
    expect(element.hasAttribute('disabled')).to.equal(false);
  });
});
