import { expect, waitUntil } from '@open-wc/testing';
import type { PageToFrame } from '@installment-button/protocol/frame-messages';
import { type FrameWindow, openPagePort, type PagePort } from './page-port.ts';

const shop = 'https://shop.example';
const init = { locale: 'ru', theme: 'light', safeAreaBottom: 0 };

interface Said {
  origin?: string;
  source?: unknown;
  ports?: MessagePort[];
}

/** A window with a parent, as far as the port needs one. */
class OwnWindow extends EventTarget implements FrameWindow {
  posted: unknown[] = [];
  readonly parent: FrameWindow['parent'] = { postMessage: (message, origin) => void this.posted.push([message, origin]) };

  say(data: unknown, { origin = shop, source = this.parent, ports = [] }: Said = {}): void {
    const event = new MessageEvent('message', { data, origin, ports });
    Object.defineProperty(event, 'source', { value: source });
    this.dispatchEvent(event);
  }
}

const connect = { source: 'installment', type: 'connect', version: 1 };

describe('the frame’s end of the port', () => {
  let frame: OwnWindow;
  let heard: PageToFrame[];
  let port: PagePort;
  let page: MessagePort;

  beforeEach(() => {
    frame = new OwnWindow();
    heard = [];
    port = openPagePort({ origins: [shop], onMessage: (message) => heard.push(message), own: frame });
  });

  afterEach(() => port.close());

  function connected(options: Said = {}, data: unknown = connect): MessagePort {
    const channel = new MessageChannel();
    frame.say(data, { ports: [channel.port2], ...options });
    page = channel.port1;
    return page;
  }

  /** Says one thing more and waits until it is heard: messages of a port keep their order, so everything before it has been judged. */
  async function arrived(): Promise<void> {
    const last = { version: 1, id: 1_000_000, type: 'close-request', payload: { cause: 'escape' } };
    page.postMessage(JSON.stringify(last));
    await waitUntil(() => heard.at(-1)?.id === last.id);
    heard.pop();
  }

  /** Everything that comes out of the page's end. */
  function collect(from: MessagePort): { id: number; type: string }[] {
    const messages: { id: number; type: string }[] = [];
    from.onmessage = ({ data }) => messages.push(JSON.parse(String(data)) as { id: number; type: string });
    return messages;
  }

  it('says hello to whoever is around, with nothing in it', () => {
    expect(frame.posted).to.deep.equal([[{ source: 'installment', type: 'hello', versions: [1] }, '*']]);
  });

  it('keeps what it says until it is connected, and numbers it rising', async () => {
    port.send('ready', {});
    port.send('resize', { height: 640, layout: 'form' });
    const messages = collect(connected());
    await waitUntil(() => messages.length === 2);
    expect(messages.map(({ id, type }) => [id, type])).to.deep.equal([
      [1, 'ready'],
      [2, 'resize'],
    ]);
  });

  it('hears an init and a request to close', async () => {
    connected();
    page.postMessage(JSON.stringify({ version: 1, id: 1, type: 'init', payload: init }));
    page.postMessage(JSON.stringify({ version: 1, id: 2, type: 'close-request', payload: { cause: 'escape' } }));
    await arrived();
    expect(heard.map(({ type }) => type)).to.deep.equal(['init', 'close-request']);
  });

  for (const [what, options, data] of [
    ['from an origin that is not registered', { origin: 'https://evil.example' }, connect],
    ['from our own origin', { origin: location.origin }, connect],
    ['from a window that is not the parent', { source: window }, connect],
    ['of another version', {}, { ...connect, version: 2 }],
    ['with something more in it', {}, { ...connect, token: 'x' }],
    ['as text', {}, JSON.stringify(connect)],
  ] as const) {
    it(`takes no connect ${what}`, async () => {
      port.send('ready', {});
      const refused = collect(connected(options, data));
      const accepted = collect(connected());
      await waitUntil(() => accepted.length === 1);
      expect(refused).to.deep.equal([]);
    });
  }

  it('takes no connect without a port', () => {
    frame.say(connect);
    port.send('ready', {});
  });

  it('a second connect replaces the first port', async () => {
    const first = connected();
    const second = connected();
    port.send('ready', {});
    const messages = collect(second);
    await waitUntil(() => messages.length === 1);
    first.postMessage(JSON.stringify({ version: 1, id: 1, type: 'init', payload: init }));
    await arrived();
    expect(heard).to.have.length(0);
  });

  const good = { version: 1, id: 1, type: 'init', payload: init };
  for (const [what, message] of [
    ['an object in place of text', good],
    ['broken JSON', '{"version":1,'],
    ['an unknown type', JSON.stringify({ ...good, type: 'give-me-the-draft' })],
    ['an unknown version', JSON.stringify({ ...good, version: 2 })],
    ['an unknown field', JSON.stringify({ ...good, payload: { ...init, token: 'x' } })],
    ['a prototype', '{"version":1,"id":1,"type":"init","payload":{"locale":"ru","theme":"light","safeAreaBottom":0,"__proto__":{"a":1}}}'],
    ['an accent longer than any colour', JSON.stringify({ ...good, payload: { ...init, accent: 'red'.padEnd(129) } })],
    ['65,537 characters', JSON.stringify({ ...good, payload: { ...init, buyer: { lastName: 'x'.repeat(65_537) } } })],
  ] as const) {
    it(`does not hear ${what}`, async () => {
      connected();
      page.postMessage(message);
      await arrived();
      expect(heard).to.deep.equal([]);
    });
  }

  it('does not hear what was said before', async () => {
    connected();
    page.postMessage(JSON.stringify({ ...good, id: 5 }));
    page.postMessage(JSON.stringify({ ...good, id: 5 }));
    page.postMessage(JSON.stringify({ ...good, id: 4 }));
    page.postMessage(JSON.stringify({ ...good, id: 6 }));
    await arrived();
    expect(heard.map(({ id }) => id)).to.deep.equal([5, 6]);
  });

  it('sends nothing longer than 65,536 characters', async () => {
    connected();
    const messages = collect(page);
    port.send('error', { code: 'session_failed', message: 'x'.repeat(70_000) });
    port.send('ready', {});
    await waitUntil(() => messages.length > 0);
    expect(messages.map(({ type }) => type)).to.deep.equal(['ready']);
  });
});
