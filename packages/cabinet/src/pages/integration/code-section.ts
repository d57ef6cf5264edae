import { shopSettingsSchema, testPurchaseSchema, type Key, type ShopSettings } from '@installment-button/protocol/cabinet/shop';
import type { Product } from '@installment-button/protocol/status';
import { button, icon, selectField, switchField, textField } from '@installment-button/ui';
import { contrast, parseColour, readableOn } from '@installment-button/ui/colour';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { copyText } from '../../browser/copy-text.ts';
import { choicesOf } from '../../parts/form-parts.ts';
import { sign } from '../../parts/icons.ts';
import { Section } from '../../parts/section.ts';
import { tabList } from '../../parts/tab-list.ts';
import '../../parts/application-preview.ts';
import '../../parts/button-preview.ts';
import { snippet, snippetKinds, type SnippetKind } from './snippets.ts';
import { integrationTexts } from './texts.ts';

const DEFAULT_RADIUS = 10;

/**
 * The button as it will look, and the code that puts it on a page.
 *
 * @fires settings-changed - The shop's brand was saved; `detail` is the shop's settings after that.
 */
@customElement('code-section')
export class CodeSection extends Section {
  static override styles = [
    ...Section.styles,
    css`
      .halves > :first-child {
        display: grid;
        gap: 16px;
        max-width: 400px;
      }
      .colour {
        display: grid;
        grid-template-columns: 52px minmax(0, 1fr);
        gap: 8px;
        align-items: start;
      }
      .colour input[type='color'] {
        width: 52px;
        height: 3.25rem;
        margin-top: 24px;
        padding: 10px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--paper);
        cursor: pointer;
      }
      .readable {
        margin-top: 6px;
      }
      .slider label {
        display: flex;
        justify-content: space-between;
      }
      .slider output {
        color: var(--ink);
        font-weight: 500;
      }
      .slider input {
        width: 100%;
        height: 2.75rem;
        margin: 0;
        accent-color: var(--ink);
      }
      .looks {
        display: grid;
        grid-template-columns: 1fr 1fr;
        border: 1px solid var(--line);
        border-radius: 12px;
        overflow: hidden;
      }
      .code {
        margin-top: 16px;
        border: 1px solid var(--line);
        border-radius: 12px;
        overflow: hidden;
      }
      .code header {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 0 16px;
        border-bottom: 1px solid var(--line);
      }
      .code .tabs {
        flex: 1;
        border: 0;
        margin-bottom: -1px;
      }
      pre {
        margin: 0;
        padding: 16px;
        background: var(--paper-2);
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      @media (min-width: 56.25em) {
        .halves {
          grid-template-columns: minmax(240px, 1fr) minmax(0, 1.9fr);
        }
      }
      @media (max-width: 35em) {
        .looks {
          grid-template-columns: 1fr;
        }
        application-preview.dark {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) settings: ShopSettings | null = null;
  @property({ attribute: false }) keys: readonly Key[] = [];
  @state() private accent = '';
  @state() private radius = DEFAULT_RADIUS;
  @state() private product: Product = 'installment';
  @state() private preview = true;
  @state() private kind: SnippetKind = 'HTML';
  @state() private saved = false;
  /** The address of the application's preview; empty while there is none, and without a test bank. */
  @state() private link = '';

  private get texts() {
    return integrationTexts[this.cabinet.locale];
  }

  protected override async load(): Promise<void> {
    // Without a test bank there is no order for the preview: only the button is shown.
    this.link = await this.cabinet.api.post('/integration/preview', testPurchaseSchema).then(
      ({ link }) => link,
      () => '',
    );
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('settings') || !this.settings) return;
    this.accent = this.settings.accent ?? '#17181b';
    this.radius = this.settings.radius ?? DEFAULT_RADIUS;
  }

  /** The code, as it is copied. */
  get code(): string {
    const { settings } = this;
    return snippet(this.kind, {
      serviceUrl: settings?.serviceUrl ?? '',
      shop: this.key ?? 'pk_live_…',
      product: this.product,
      preview: this.preview,
      accent: parseColour(this.accent) ? this.accent : null,
      radius: this.radius,
      goods: this.cabinet.locale === 'ru' ? 'Холодильник' : 'Fridge',
    });
  }

  private get key(): string | undefined {
    const publishable = this.keys.filter(({ kind, worksUntil }) => kind === 'publishable' && worksUntil === null);
    return (publishable.find(({ test }) => !test) ?? publishable[0])?.hint;
  }

  protected override render(): TemplateResult {
    const { code: words, steps } = this.texts;
    return this.frame(
      steps.code,
      words.note,
      html`${this.alert()}
        <div class="halves">
          <div>${this.choices()}</div>
          <div>
            <div class="looks">${this.look('light', words.light)} ${this.look('dark', words.dark)}</div>
            ${this.codeBox()}
          </div>
        </div>`,
    );
  }

  private choices(): TemplateResult {
    const { code: words } = this.texts;
    return html`${this.colour()} ${this.corners()}
      ${selectField({
        id: 'product',
        label: words.product,
        value: this.product,
        choices: choicesOf(this.shared.product),
        onChange: (value) => (this.product = value === 'credit' ? 'credit' : 'installment'),
      })}
      ${switchField({ label: words.preview, on: this.preview, onChange: (on) => (this.preview = on) })}
      <p class="small quiet">${words.textNote}</p>
      ${
        this.changed
          ? html`<div>${button({ kind: 'line', label: words.save, busy: this.attempt.busy, onPress: () => void this.save() })}</div>`
          : this.saved
            ? html`<p class="done small" role="status">${icon('check', 16)}${words.saved}</p>`
            : nothing
      }`;
  }

  private colour(): TemplateResult {
    const { code: words } = this.texts;
    const colour = parseColour(this.accent);
    const ratio = colour ? contrast(colour, readableOn(colour)) : null;
    return html`<div>
      <div class="colour">
        <input
          type="color"
          aria-label=${words.accent}
          .value=${colour ? this.accent : '#17181b'}
          @input=${(event: Event) => this.setAccent((event.target as HTMLInputElement).value)}
        />
        ${textField({
          id: 'accent',
          label: words.accent,
          value: this.accent,
          maxLength: 7,
          autocapitalize: 'none',
          error: colour ? undefined : words.wrongColour,
          onInput: (value) => this.setAccent(value.trim()),
        })}
      </div>
      ${ratio === null ? nothing : html`<p class="done small readable">${icon('check', 16)}${words.contrast(this.formats.number(ratio, 1))}</p>`}
    </div>`;
  }

  private corners(): TemplateResult {
    const { code: words } = this.texts;
    return html`<div class="slider">
      <label class="small quiet" for="radius"><span>${words.radius}</span><output for="radius">${words.pixels(this.radius)}</output></label>
      <input
        id="radius"
        type="range"
        min="0"
        max="26"
        .value=${String(this.radius)}
        @input=${(event: Event) => {
          this.radius = (event.target as HTMLInputElement).valueAsNumber;
          this.saved = false;
        }}
      />
    </div>`;
  }

  private codeBox(): TemplateResult {
    const { code: words, steps } = this.texts;
    return html`<div class="code">
      <header>
        ${tabList({
          label: steps.code,
          tabs: snippetKinds.map((value) => ({ value, label: value })),
          value: this.kind,
          panel: 'code',
          onChange: (kind) => (this.kind = kind),
        })}
        <button class="text-button plain small" type="button" @click=${() => void this.copy()}>
          ${sign('copy', 16)}${words.copy} <kbd>Y</kbd>
        </button>
      </header>
      <pre class="mono" id="code" role="tabpanel" tabindex="0" aria-label=${this.kind}>${this.code}</pre>
    </div>`;
  }

  private look(theme: 'light' | 'dark', label: string): TemplateResult {
    const accent = parseColour(this.accent) ? this.accent : null;
    return html`<div class="look">
      <button-preview
        .serviceUrl=${this.settings?.serviceUrl ?? ''}
        .shop=${this.key ?? ''}
        .accent=${accent}
        .radius=${this.radius}
        .product=${this.product}
        .priced=${this.preview}
        .locale=${this.cabinet.locale}
        theme=${theme}
        label=${label}
        missing=${this.texts.code.noPreview}
      ></button-preview>
      ${
        this.link === ''
          ? nothing
          : html`<application-preview
              class=${theme}
              .link=${this.link}
              .accent=${accent}
              .radius=${this.radius}
              .locale=${this.cabinet.locale}
              theme=${theme}
              label=${this.texts.code.application}
            ></application-preview>`
      }
    </div>`;
  }

  private get changed(): boolean {
    const { settings } = this;
    if (!settings || !parseColour(this.accent)) return false;
    return this.accent !== (settings.accent ?? '#17181b') || this.radius !== (settings.radius ?? DEFAULT_RADIUS);
  }

  private setAccent(value: string): void {
    this.accent = value;
    this.saved = false;
  }

  private save(): Promise<boolean> {
    return this.attempt.run(async () => {
      const settings = await this.cabinet.api.patch('/shop', shopSettingsSchema, { accent: this.accent, radius: this.radius });
      this.saved = true;
      this.dispatchEvent(new CustomEvent('settings-changed', { detail: settings, bubbles: true, composed: true }));
    });
  }

  async copy(): Promise<void> {
    await copyText(this.code);
    this.cabinet.toasts.say({ id: 'copied', heading: this.shared.copied, text: this.kind, orderId: null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'code-section': CodeSection;
  }
}
