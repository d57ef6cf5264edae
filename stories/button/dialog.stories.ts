import '../../packages/button/src/index.ts';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { InstallmentButton } from '../../packages/button/src/index.ts';
import { cart, handlers, service, serviceWithFrame, shop } from './service.ts';
import './sheet.css';

/** What stands over the shop's page after the click: the application's frame, or why it is not there. */
const meta: Meta = {
  title: 'Button/Dialog',
  component: 'installment-dialog',
  parameters: { layout: 'fullscreen', msw: { handlers }, controls: { disable: true }, docs: { story: { inline: false, height: '720px' } } },
  // Else the next story goes on with the order of the last one, and with its frame.
  beforeEach: () => {
    sessionStorage.clear();
    return () => document.querySelector('installment-dialog')?.remove();
  },
};
export default meta;

type Story = StoryObj;

const page = (serviceUrl: string) => html`
  <main class="sheet">
    <h1>Холодильник Norden RF-340</h1>
    <p class="quiet">49 990 ₽</p>
    <installment-button shop=${shop} items=${cart()} service-url=${serviceUrl}></installment-button>
  </main>
`;

async function open(canvas: HTMLElement): Promise<ShadowRoot> {
  const element = canvas.querySelector<InstallmentButton>('installment-button');
  await expect(await element?.open()).toBe(true);
  const root = document.querySelector('installment-dialog')?.shadowRoot;
  if (!root) throw new Error('no dialog');
  return root;
}

/** With a frame that stands for the application. */
export const Open: Story = {
  render: () => page(serviceWithFrame('talking')),
  play: async ({ canvasElement }) => {
    const root = await open(canvasElement);
    await waitFor(() => expect(root.querySelector('dialog')?.className).toBe('ready'), { timeout: 7_000 });
  },
};

/** Until the frame says that it is ready. */
export const Loading: Story = {
  render: () => page(serviceWithFrame('silent')),
  play: async ({ canvasElement }) => {
    const root = await open(canvasElement);
    await expect(root.querySelector('[role=status]')).toBeTruthy();
  },
};

/** The page's own policy forbids the frame. */
export const Blocked: Story = {
  render: () => page(serviceWithFrame('silent')),
  play: async ({ canvasElement }) => {
    const root = await open(canvasElement);
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        blockedURI: service,
        effectiveDirective: 'frame-src',
        documentURI: location.href,
        disposition: 'enforce',
        originalPolicy: "frame-src 'none'",
        statusCode: 200,
        violatedDirective: 'frame-src',
      }),
    );
    await waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toMatch(/не даёт|does not let/));
  },
};

/** No `ready` within 8 seconds. */
export const NoAnswer: Story = {
  name: 'No answer',
  render: () => page(serviceWithFrame('silent')),
  play: async ({ canvasElement }) => {
    const root = await open(canvasElement);
    await waitFor(() => expect(root.querySelector('[role=alert]')?.textContent).toMatch(/не отвечает|does not answer/), { timeout: 9_500 });
  },
};
