import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';

const scripts = new Map<string, Promise<void>>();

/** Loads the service's real script, so that the preview shows what shops get. */
function loadButton(serviceUrl: string): Promise<void> {
  const known = scripts.get(serviceUrl);
  if (known) return known;
  const script = document.createElement('script');
  script.type = 'module';
  script.src = `${serviceUrl}/installment-button.js`;
  const loading = new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('the button’s script did not come'));
  });
  document.head.append(script);
  scripts.set(serviceUrl, loading);
  loading.catch(() => scripts.delete(serviceUrl));
  return loading;
}

const ITEMS = JSON.stringify([{ name: '—', price: 4_999_000, quantity: 1 }]);

/** The shop's button on a light or a dark ground. It cannot be pressed. */
@customElement('button-preview')
export class ButtonPreview extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-height: 136px;
      padding: 16px;
      background: #fff;
      color: #17181b;
      color-scheme: light;
    }
    :host([theme='dark']) {
      background: #141517;
      color: #ecedf0;
      color-scheme: dark;
    }
    p {
      margin: 0;
      font-size: 13px;
      line-height: 18px;
      opacity: 0.78;
    }
    .price {
      margin: 8px 0;
      font-size: 22px;
      line-height: 28px;
      font-weight: 600;
      letter-spacing: -0.02em;
      opacity: 1;
    }
  `;

  @property({ attribute: false }) serviceUrl = '';
  @property({ attribute: false }) shop = '';
  @property({ attribute: false }) accent: string | null = null;
  @property({ attribute: false }) radius = 10;
  @property({ attribute: false }) product = 'installment';
  @property({ attribute: false }) priced = true;
  @property({ attribute: false }) locale = 'ru';
  @property() theme: 'light' | 'dark' = 'light';
  @property() label = '';
  @property() missing = '';
  @state() private failed = false;
  @query('.place') private place!: HTMLElement;

  protected override render(): TemplateResult {
    return html`<p>${this.label}</p>
      <p class="price">49 990 ₽</p>
      ${this.failed ? html`<p>${this.missing}</p>` : ''}
      <div class="place" inert></div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('serviceUrl') && this.serviceUrl !== '') {
      loadButton(this.serviceUrl).then(
        () => (this.failed = false),
        () => (this.failed = true),
      );
    }
    const rebuilt = ['shop', 'product', 'priced', 'locale', 'serviceUrl'].some((name) => changed.has(name));
    // Without a shop's key the button would ask for tariffs in vain.
    if (rebuilt) this.place.replaceChildren(...(this.serviceUrl !== '' && this.shop !== '' ? [this.element()] : []));
    const element = this.place.firstElementChild;
    if (!(element instanceof HTMLElement)) return;
    element.style.setProperty('--installment-radius', `${this.radius}px`);
    if (this.accent) element.style.setProperty('--installment-accent', this.accent);
    else element.style.removeProperty('--installment-accent');
  }

  private element(): HTMLElement {
    const element = document.createElement('installment-button');
    const attributes: Record<string, string> = {
      'service-url': this.serviceUrl,
      shop: this.shop,
      items: ITEMS,
      product: this.product,
      locale: this.locale,
      theme: this.theme,
      ...(this.priced ? { preview: '' } : {}),
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'button-preview': ButtonPreview;
  }
}
