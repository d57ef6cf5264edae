import { base, button, buttonStyles, ring, ringStyles } from '@installment-button/ui';
import '@installment-button/ui/sheet';
import type { Agreement } from '@installment-button/protocol/buyer-api';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BuyerSession } from '../session/buyer-session.ts';
import type { Texts } from '../texts/texts.ts';

/**
 * The agreement as it will be (or was) signed: its text, its SHA-256, the PDF.
 *
 * @fires sheet-close - It was closed.
 */
@customElement('agreement-sheet')
export class AgreementSheet extends LitElement {
  static override styles = [
    base,
    buttonStyles,
    ringStyles,
    css`
      .text {
        white-space: pre-line;
      }
      .hash {
        margin-top: 24px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        margin-top: 20px;
      }
      @media print {
        .actions {
          display: none;
        }
      }
      .wait {
        display: grid;
        place-items: center;
        min-height: 160px;
      }
    `,
  ];

  @property({ attribute: false }) buyerSession!: BuyerSession;
  @property({ attribute: false }) texts!: Texts;
  @state() private agreement: Agreement | null = null;
  @state() private failed = false;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetch();
  }

  protected override render(): TemplateResult {
    const { texts, agreement } = this;
    return html`<ui-sheet .heading=${agreement?.title ?? texts.signing.agreement} .closeLabel=${texts.close}>
      ${
        agreement
          ? html`<p class="text">${agreement.text}</p>
              <p class="hash small quiet">${texts.signing.hash}: ${agreement.sha256}</p>
              <div class="actions">
                ${button({ label: texts.signing.download, kind: 'line', busy: this.busy, onPress: () => void this.download() })}
                ${button({ label: texts.signing.print, kind: 'line', onPress: () => print() })}
              </div>`
          : this.failed
            ? nothing
            : html`<div class="wait" role="status">${ring()}</div>`
      }
      ${
        this.failed
          ? html`<p role="alert">${texts.signing.agreementFailed}</p>
              <div class="actions">${button({ label: texts.retry, kind: 'line', onPress: () => void this.fetch() })}</div>`
          : nothing
      }
    </ui-sheet>`;
  }

  private async fetch(): Promise<void> {
    this.failed = false;
    try {
      this.agreement = await this.buyerSession.api.agreement();
    } catch {
      this.failed = true;
    }
  }

  private async download(): Promise<void> {
    this.busy = true;
    this.failed = false;
    try {
      await downloadAgreement(this.buyerSession);
    } catch {
      this.failed = true;
    } finally {
      this.busy = false;
    }
  }
}

/** Asks for the one-use address of the PDF and follows it; the file comes as an attachment, so the page stays. */
export async function downloadAgreement(buyerSession: BuyerSession): Promise<void> {
  const { url } = await buyerSession.api.agreementLink();
  const address = new URL(url, `${buyerSession.place.service}/`);
  if (address.origin !== location.origin) throw new Error('The address of the agreement leads elsewhere');
  const link = document.createElement('a');
  link.href = address.href;
  link.download = '';
  link.click();
}

declare global {
  interface HTMLElementTagNameMap {
    'agreement-sheet': AgreementSheet;
  }
}
