import type { Connect, Hello, PayloadOf } from '@installment-button/protocol/frame-messages';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';

type Look = PayloadOf<'init'>;

/** The real application with a test order, in the colours that the person tries. It gets them as from a shop's page, and cannot be used. */
@customElement('application-preview')
export class ApplicationPreview extends LitElement {
  static override styles = css`
    :host {
      display: block;
      height: 560px;
      overflow: hidden;
      border-top: 1px solid var(--line);
    }
    /* As wide as a phone, and drawn smaller. */
    iframe {
      display: block;
      width: 125%;
      height: 125%;
      border: 0;
      transform: scale(0.8);
      transform-origin: 0 0;
    }
  `;

  /** The payment link of the test order. */
  @property({ attribute: false }) link = '';
  @property({ attribute: false }) accent: string | null = null;
  @property({ attribute: false }) radius = 10;
  @property({ attribute: false }) locale: Look['locale'] = 'ru';
  @property() theme: Look['theme'] = 'light';
  @property() label = '';
  @query('iframe') private frame!: HTMLIFrameElement | null;
  private port: MessagePort | null = null;
  private told = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.inert = true;
    addEventListener('message', this.onHello);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.onHello);
    this.port?.close();
    this.port = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.link === '') return nothing;
    const address = new URL(this.link);
    address.searchParams.set('theme', this.theme);
    address.searchParams.set('locale', this.locale);
    return html`<iframe src=${address.href} title=${this.label} tabindex="-1" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
  }

  protected override updated(_changed: PropertyValues): void {
    this.dress();
  }

  private readonly onHello = ({ source, origin, data }: MessageEvent<Partial<Hello> | null>): void => {
    if (!this.frame || source !== this.frame.contentWindow || origin !== new URL(this.link).origin) return;
    if (data?.source !== 'installment' || data.type !== 'hello') return;
    const { port1, port2 } = new MessageChannel();
    const connect: Connect = { source: 'installment', type: 'connect', version: 1 };
    this.frame.contentWindow?.postMessage(connect, origin, [port2]);
    this.port?.close();
    this.port = port1;
    this.told = 0;
    this.dress();
  };

  private dress(): void {
    const { locale, theme, accent, radius } = this;
    const payload: Look = { locale, theme, radius, safeAreaBottom: 0, ...(accent === null ? {} : { accent }) };
    this.port?.postMessage(JSON.stringify({ version: 1, id: ++this.told, type: 'init', payload }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'application-preview': ApplicationPreview;
  }
}
