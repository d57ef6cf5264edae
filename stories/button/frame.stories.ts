import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import './frame.css';

/** Plays the application in the dialog's stories: says hello, gets ready, asks for its height. Not for the menu. */
const meta: Meta = { title: 'Button/Frame', tags: ['!autodocs', '!dev'], parameters: { layout: 'fullscreen' } };
export default meta;

export const Form: StoryObj = {
  render: () => html`
    <main class="frame">
      <header>Тёплый дом</header>
      <div>
        <p>Шаг 1 из 5</p>
        <h1>Рассрочка на холодильник</h1>
        <p>Одна анкета — ответы шести банков за две минуты</p>
        <label>Телефон <input inputmode="tel" autocomplete="tel" /></label>
      </div>
      <footer><button type="button">Продолжить</button></footer>
    </main>
  `,
  play: () => {
    if (parent === window || !location.search.includes('rest=')) return;
    addEventListener('message', ({ data, ports: [port] }: MessageEvent<{ type?: string }>) => {
      if (data.type !== 'connect' || !port) return;
      const say = (id: number, type: string, payload: object) => port.postMessage(JSON.stringify({ version: 1, id, type, payload }));
      port.onmessage = ({ data: text }: MessageEvent<string>) => {
        if (text.includes('close-request')) say(3, 'close', { reason: 'dismissed' });
        if (!text.includes('init')) return;
        const theme = text.includes('"dark"') ? 'dark' : 'light';
        document.documentElement.dataset['theme'] = theme;
        document.documentElement.style.colorScheme = theme;
      };
      say(1, 'ready', {});
      say(2, 'resize', { height: 660, layout: 'form' });
    });
    parent.postMessage({ source: 'installment', type: 'hello', versions: [1] }, '*');
  },
};

/** Never says anything. */
export const Silent: StoryObj = { render: () => html`<main></main>` };
