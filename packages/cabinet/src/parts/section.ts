import { base, buttonStyles, choiceStyles, fieldStyles, icon, segmentStyles } from '@installment-button/ui';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Cabinet } from '../cabinet.ts';
import { failureText } from '../failure-text.ts';
import type { Formats } from '../formats.ts';
import type { CommonTexts } from '../texts/common.ts';
import { partStyles } from './page.styles.ts';

/** A part of a page with data and acts of its own. */
export abstract class Section extends LitElement {
  static override styles = [
    base,
    buttonStyles,
    choiceStyles,
    fieldStyles,
    segmentStyles,
    partStyles,
    css`
      :host {
        display: block;
        scroll-margin-top: 72px;
      }
      form {
        max-width: 560px;
        padding: 16px 0 4px;
      }
      .alert {
        display: flex;
        gap: 8px;
        margin: 8px 0;
        color: var(--bad);
      }
      .end-row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-top: 16px;
      }
      .add {
        min-height: 44px;
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) cabinet!: Cabinet;
  @state() protected failure: unknown = null;
  @state() protected busy = false;
  private stop: (() => void) | null = null;

  protected get common(): CommonTexts {
    return this.cabinet.texts;
  }

  protected get formats(): Formats {
    return this.cabinet.formats;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = this.cabinet.subscribe(() => this.requestUpdate());
    void this.attempt(() => this.load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** Reads what the section shows. */
  protected abstract load(): Promise<void>;

  protected async attempt(act: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    this.busy = true;
    try {
      await act();
      return true;
    } catch (error) {
      this.failure = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What went wrong, above the rest; null where a field says it better. */
  protected alert(except = false): TemplateResult | typeof nothing {
    if (this.failure === null || except) return nothing;
    return html`<p class="alert" role="alert">${icon('warning')}<span>${failureText(this.failure, this.common, this.formats)}</span></p>`;
  }

  protected frame(heading: string, note: unknown, content: unknown, id = 'heading'): TemplateResult {
    return html`<section class="section" aria-labelledby=${id}>
      <header>
        <h2 id=${id}>${heading}</h2>
        ${note === nothing || note === '' ? nothing : html`<span class="small quiet">${note}</span>`}
      </header>
      ${content}
    </section>`;
  }
}
