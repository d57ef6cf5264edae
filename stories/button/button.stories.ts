import '../../packages/button/src/index.ts';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { InstallmentButton } from '../../packages/button/src/index.ts';
import { receipt } from './receipt-icon.ts';
import { cart, handlers, service, shop } from './service.ts';
import './sheet.css';

/** The button as a shop pastes it: without a colour of its own, ink until the shop sets up to nine properties. */
const meta: Meta = {
  title: 'Button/States',
  component: 'installment-button',
  parameters: { layout: 'fullscreen', msw: { handlers }, controls: { disable: true } },
};
export default meta;

type Story = StoryObj;

interface Look {
  variant?: string;
  size?: string;
  product?: string;
  preview?: boolean;
  icon?: boolean;
  price?: number;
  state?: string;
  style?: string;
}

function button({ variant = 'filled', size = 'm', product = 'installment', preview, icon, price, state, style }: Look): TemplateResult {
  return html`<installment-button
    class=${state ?? nothing}
    style=${style ?? nothing}
    variant=${variant}
    size=${size}
    product=${product}
    shop=${shop}
    items=${cart(price)}
    service-url=${service}
    ?preview=${preview}
    .createSession=${state === 'loading' ? () => new Promise<string>(() => undefined) : null}
    >${icon ? html`<svg slot="icon" viewBox="0 0 20 20" aria-hidden="true">${receipt}</svg>` : nothing}</installment-button
  >`;
}

const states = {
  '': 'Обычная',
  hover: 'Наведение',
  pressed: 'Нажатие',
  focus: 'Фокус',
  loading: 'Загрузка',
  off: 'Недоступна',
};
const variants = { filled: 'Заливка', outline: 'Контур', plain: 'Текст' };
const sizes = { s: 's, 40', m: 'm, 48', l: 'l, 56' };

export const VariantsSizesStates: Story = {
  name: 'Variants, sizes, states',
  render: () => html`
    <main class="sheet">
      <h1>Кнопка рассрочки</h1>
      <p class="quiet">Своего цвета у кнопки нет: по умолчанию она чернильная, магазин задаёт до девяти свойств</p>
      <section>
        <h2>Вид, размер, состояние</h2>
        <div class="grid">
          <span></span>
          ${Object.values(states).map((name) => html`<span class="quiet">${name}</span>`)}
          ${Object.entries(variants).map(
            ([variant, variantName]) => html`
              <h3>${variantName}</h3>
              ${Object.entries(sizes).map(
                ([size, sizeName]) => html`
                  <span class="quiet">${sizeName}</span>
                  ${Object.keys(states).map(
                    (state) =>
                      html`<span>${button({ variant, size, state, product: 'credit', ...(state === 'off' && { price: 100_000 }) })}</span>`,
                  )}
                `,
              )}
            `,
          )}
        </div>
      </section>
    </main>
  `,
  play: async ({ canvasElement }) => {
    const loading = [...canvasElement.querySelectorAll<InstallmentButton>('.loading')];
    for (const element of loading) void element.open();
    await waitFor(() => expect(loading.every((element) => inner(element).ariaBusy === 'true')).toBe(true));
    for (const element of canvasElement.querySelectorAll<InstallmentButton>('.off')) {
      await waitFor(() => expect(element.available).toBe(false));
      await expect(inner(element).ariaDisabled).toBe('true');
    }
  },
};

export const PaymentAndIcon: Story = {
  name: 'Payment and icon',
  render: () => html`
    <main class="sheet">
      <section>
        <h2>С платежом и значком</h2>
        <div class="four">
          ${sample('Платёж второй строкой, m', { preview: true })} ${sample('Платёж второй строкой, l', { preview: true, size: 'l' })}
          ${sample('Контур, l', { preview: true, size: 'l', variant: 'outline' })}
          ${sample('Текст, m', { preview: true, variant: 'plain' })} ${sample('Значок слева, s', { icon: true, size: 's' })}
          ${sample('Значок слева, m', { icon: true, variant: 'outline', product: 'credit' })}
          ${sample('Значок и платёж, l', { icon: true, preview: true, size: 'l' })}
          ${sample('Недоступна: причина под кнопкой', { price: 100_000 })}
          <div class="wide">${sample('Во всю ширину, 358', { icon: true, preview: true, style: 'width:358px' })}</div>
          ${sample('Узкая колонка, 200: строка переносится', { preview: true, variant: 'outline', style: 'width:200px' })}
        </div>
      </section>
    </main>
  `,
  play: async ({ canvasElement }) => {
    const [first] = canvasElement.querySelectorAll<InstallmentButton>('installment-button');
    if (!first) throw new Error('no button');
    await waitFor(() => expect(inner(first).textContent).toMatch(/4\u00a0166\u00a0₽|₽4,166/));
  },
};

const sample = (name: string, look: Look) =>
  html`<div>
    <p class="quiet">${name}</p>
    ${button(look)}
  </div>`;

const brands = [
  {
    kind: 'Магазин техники',
    name: 'Тёплый дом',
    page: 'background:#f9f8f3;color:#1d211e',
    style: '--installment-accent:#0f5c4a;--installment-radius:10px',
  },
  {
    kind: 'Украшения',
    name: 'Салон «Орлова»',
    page: 'background:#f3f2ee;color:#0b0b0b;font-family:"Playfair Display",Georgia,serif',
    style: '--installment-accent:#0b0b0b;--installment-radius:0;--installment-tracking:.01em',
  },
  {
    kind: 'Игрушки',
    name: 'Кубик и Ко',
    page: 'background:#fdf2e1;color:#2a1f00;font-family:Nunito,"Trebuchet MS",sans-serif',
    style:
      '--installment-accent:#ffd23f;--installment-on-accent:#2a1f00;--installment-text:#2a1f00;--installment-radius:28px;--installment-weight:800',
  },
  {
    kind: 'Компоненты',
    name: 'Резистор',
    page: 'background:#ecf0f4;color:#10151c;font-family:"JetBrains Mono",monospace',
    style: '--installment-accent:#0a4fb8;--installment-radius:2px;--installment-weight:600;--installment-tracking:-.02em',
  },
];

export const FourShops: Story = {
  name: 'Four shops, one button',
  render: () => html`
    <main class="sheet">
      <section>
        <h2>Четыре магазина, одна кнопка</h2>
        <div class="two">
          ${brands.map(
            ({ kind, name, page, style }, index) => html`
              <div>
                <div class="brand" style=${page}>
                  <div>
                    <small>${kind}</small>
                    <b>${name}</b>
                    <span>49 990 ₽</span>
                  </div>
                  <div style=${style}>
                    ${button({ size: 'l', preview: true, icon: index !== 1, style: 'width:100%' })}
                    ${button({ variant: 'outline', product: 'credit', style: 'width:100%' })}
                  </div>
                </div>
                <code class="quiet">${style.replaceAll(';', '; ')}</code>
              </div>
            `,
          )}
        </div>
      </section>
    </main>
  `,
};

/** Shows what goes wrong under the button, and can be pressed again. */
export const Failed: Story = {
  render: () => html`<main class="sheet">${button({ state: 'failing' })}</main>`,
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('installment-button');
    if (!element) throw new Error('no button');
    element.createSession = () => Promise.reject(new Error('the cart is gone'));
    await expect(await element.open()).toBe(false);
    await waitFor(() => expect(element.shadowRoot?.querySelector('[part=reason]')?.textContent).toMatch(/Не получилось|did not work/));
  },
};

export const Disabled: Story = {
  render: () =>
    html`<main class="sheet">
      ${Object.keys(variants).map((variant) => html`<installment-button variant=${variant} service-url=${service} disabled></installment-button> `)}
    </main>`,
};

function inner(element: InstallmentButton): HTMLButtonElement {
  const found = element.shadowRoot?.querySelector('button');
  if (!found) throw new Error('not drawn yet');
  return found;
}
