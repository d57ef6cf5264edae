import { expect } from '@open-wc/testing';
import { Stage } from '../../testing/stage.ts';

describe('the integration', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await new Stage({ path: '/cabinet/integration' }).opens();
    await stage.sees('.endpoint');
  });
  afterEach(() => stage.leave());
  const asked = (name: string) => stage.double.asked.filter(({ method, path }) => `${method} ${path}` === name);
  const within = (section: string, selector: string) => [
    ...(stage.find(section)?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];

  it('shows the last deliveries of an address and sends one again', async () => {
    within('webhooks-section', '.endpoint')[1]?.querySelector('button')?.click();
    await stage.until(() => within('webhooks-section', '.delivery').length === 4, 'the deliveries');
    await stage.reads(/Ответ 500, 3 попытки/);
    within('webhooks-section', '.delivery button')[0]?.click();
    const again = 'POST /orders/ord_000000000000000000010488/deliveries/dlv_00000000/redeliver';
    await stage.until(() => asked(again).length === 1, 'the webhook once more');
  });

  it('adds an address for chosen events, whose secret is shown once', async () => {
    await stage.presses('Добавить адрес');
    const url = await stage.sees<HTMLInputElement>('#url');
    url.value = 'https://teplydom.example/in';
    url.dispatchEvent(new Event('input'));
    const which = await stage.sees<HTMLSelectElement>('#which');
    which.value = 'some';
    which.dispatchEvent(new Event('change'));
    await stage.sees('.types');
    const confirmed = within('webhooks-section', '.types label').find(({ textContent }) => textContent.includes('order.confirmed'));
    confirmed?.querySelector('input')?.click();
    await stage.presses('Добавить адрес');
    await stage.reads('whsec_EXAMPLE');
    expect(asked('POST /endpoints')[0]?.body).to.deep.equal({
      url: 'https://teplydom.example/in',
      test: false,
      types: ['order.signed', 'order.confirmed'],
    });
    await stage.presses('Сохранил, скрыть');
    await stage.until(() => !stage.text.includes('whsec_EXAMPLE'), 'the secret to go');
  });

  it('writes the code as the head turns the knobs, and saves the brand', async () => {
    const accent = await stage.sees<HTMLInputElement>('#accent');
    accent.value = '#7a1fa2';
    accent.dispatchEvent(new Event('input'));
    await stage.reads('--installment-accent: #7a1fa2');
    await stage.presses('Сохранить оформление');
    await stage.reads('Сохранено');
    expect(asked('PATCH /shop')[0]?.body).to.deep.equal({ accent: '#7a1fa2', radius: 10 });
    accent.value = 'зелёный';
    accent.dispatchEvent(new Event('input'));
    await stage.reads('Цвет пишут так');
  });

  it('asks before a key stops working', async () => {
    within('keys-section', '.key')[1]?.querySelector<HTMLElement>('.acts button:last-child')?.click();
    await stage.reads('Точно? Перестанет работать сразу');
    expect(stage.double.asked.some(({ method }) => method === 'DELETE')).to.equal(false);
  });
});
