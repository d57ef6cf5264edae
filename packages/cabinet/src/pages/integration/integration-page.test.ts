import { expect } from '@open-wc/testing';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('the integration', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = await new CabinetHarness({ path: '/cabinet/integration' }).opens();
    await page.sees('.endpoint');
  });
  afterEach(() => page.leave());
  const asked = (name: string) => page.double.asked.filter(({ method, path }) => `${method} ${path}` === name);
  const within = (section: string, selector: string) => [
    ...(page.find(section)?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];

  it('shows the last deliveries of an address and sends one again', async () => {
    within('webhooks-section', '.endpoint')[1]?.querySelector('button')?.click();
    await page.until(() => within('webhooks-section', '.delivery').length === 4, 'the deliveries');
    await page.reads(/Ответ 500, 3 попытки/);
    within('webhooks-section', '.delivery button')[0]?.click();
    const again = 'POST /orders/ord_000000000000000000010488/deliveries/dlv_00000000/redeliver';
    await page.until(() => asked(again).length === 1, 'the webhook once more');
  });

  it('adds an address for chosen events, whose secret is shown once', async () => {
    await page.presses('Добавить адрес');
    const url = await page.sees<HTMLInputElement>('#url');
    url.value = 'https://teplydom.example/in';
    url.dispatchEvent(new Event('input'));
    const which = await page.sees<HTMLSelectElement>('#which');
    which.value = 'some';
    which.dispatchEvent(new Event('change'));
    await page.sees('.types');
    const confirmed = within('webhooks-section', '.types label').find(({ textContent }) => textContent.includes('order.confirmed'));
    confirmed?.querySelector('input')?.click();
    await page.presses('Добавить адрес');
    await page.reads('whsec_EXAMPLE');
    expect(asked('POST /endpoints')[0]?.body).to.deep.equal({
      url: 'https://teplydom.example/in',
      test: false,
      types: ['order.signed', 'order.confirmed'],
    });
    await page.presses('Сохранил, скрыть');
    await page.until(() => !page.text.includes('whsec_EXAMPLE'), 'the secret to go');
  });

  it('writes the code as the head turns the knobs, and saves the brand', async () => {
    const accent = await page.sees<HTMLInputElement>('#accent');
    accent.value = '#7a1fa2';
    accent.dispatchEvent(new Event('input'));
    await page.reads('--installment-accent: #7a1fa2');
    await page.presses('Сохранить оформление');
    await page.reads('Сохранено');
    expect(asked('PATCH /shop')[0]?.body).to.deep.equal({ accent: '#7a1fa2', radius: 10 });
    accent.value = 'зелёный';
    accent.dispatchEvent(new Event('input'));
    await page.reads('Цвет пишут так');
  });

  it('asks before a key stops working', async () => {
    within('keys-section', '.key')[1]?.querySelector<HTMLElement>('.line-acts button:last-child')?.click();
    await page.reads('Точно? Перестанет работать сразу');
    expect(page.double.asked.some(({ method }) => method === 'DELETE')).to.equal(false);
  });
});
