import '../../packages/button/src/index.ts';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { cart, handlers, service, shop } from './service.ts';
import { snippetOf, type Tokens } from './snippet.ts';
import './playground.css';

/** Change the tokens, see the button, copy the snippet into the shop's page. */
const meta: Meta<Tokens> = {
  title: 'Button/Playground',
  component: 'installment-button',
  parameters: { layout: 'fullscreen', msw: { handlers } },
  args: {
    accent: '#0f5c4a',
    onAccent: '',
    text: '',
    radius: 10,
    font: '',
    weight: 500,
    tracking: 0,
    height: 0,
    gap: 8,
    variant: 'filled',
    size: 'l',
    theme: 'auto',
    product: 'installment',
    locale: 'ru',
    preview: true,
    fullWidth: false,
  },
  argTypes: {
    accent: { control: 'color' },
    onAccent: { control: 'color' },
    text: { control: 'color' },
    radius: { control: { type: 'range', min: 0, max: 32 } },
    font: { control: 'text' },
    weight: { control: { type: 'range', min: 300, max: 900, step: 100 } },
    tracking: { control: { type: 'range', min: -0.05, max: 0.1, step: 0.01 } },
    height: { control: { type: 'range', min: 0, max: 80 }, description: '0: as the size has it' },
    gap: { control: { type: 'range', min: 0, max: 24 } },
    variant: { control: 'inline-radio', options: ['filled', 'outline', 'plain'] },
    size: { control: 'inline-radio', options: ['s', 'm', 'l'] },
    theme: { control: 'inline-radio', options: ['auto', 'light', 'dark'] },
    product: { control: 'inline-radio', options: ['installment', 'credit'] },
    locale: { control: 'inline-radio', options: ['ru', 'en', 'auto'] },
  },
};
export default meta;

export const Playground: StoryObj<Tokens> = {
  render: (tokens) => {
    const { attributes, style, code } = snippetOf(tokens);
    const copy = async (event: Event) => {
      const button = event.currentTarget as HTMLButtonElement;
      await navigator.clipboard.writeText(code);
      button.textContent = 'Скопировано';
    };
    const element = document.createElement('installment-button');
    for (const [name, value] of Object.entries({ ...attributes, shop, items: cart(), 'service-url': service }))
      element.setAttribute(name, value);
    for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    return html`
      <main class="playground">
        <div class="stage">${element}</div>
        <pre tabindex="0"><code>${code}</code></pre>
        <button type="button" @click=${copy}>Скопировать код</button>
      </main>
    `;
  },
  play: async ({ canvasElement, args }) => {
    const code = canvasElement.querySelector('code');
    await expect(code?.textContent).toContain(`--installment-accent: ${args.accent}`);
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: (text: string) => Promise.resolve(written.push(text)) },
    });
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Скопировать код' }));
    await waitFor(() => expect(written).toEqual([code?.textContent]));
  },
};
