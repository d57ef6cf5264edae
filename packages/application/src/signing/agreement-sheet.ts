import { Attempt, base, button, buttonStyles, ring, ringStyles } from '@installment-button/ui';
import '@installment-button/ui/sheet';
import type { Agreement } from '@installment-button/protocol/buyer-api';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BuyerSession } from '../session/buyer-session.ts';
import type { Texts } from '../texts/texts.ts';

/**
 * The agreement before or after its signing: the text, its SHA-256, the PDF.
 *
 * @fires sheet-close - The sheet was closed.
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
  private readonly attempt = new Attempt(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.fetch();
  }

  protected override render(): TemplateResult {
    const { texts, agreement } = this;
    const failed = this.attempt.failure !== null;
    return html`<ui-sheet .heading=${agreement?.title ?? texts.signing.agreement} .closeLabel=${texts.close}>
      ${
        agreement
          ? html`<p class="text">${agreement.text}</p>
              <p class="hash small quiet">${texts.signing.hash}: ${agreement.sha256}</p>
              <div class="actions">
                ${button({ label: texts.signing.download, kind: 'line', busy: this.attempt.busy, onPress: () => void this.attempt.run(() => downloadAgreement(this.buyerSession)) })}
                ${button({ label: texts.signing.print, kind: 'line', onPress: () => print() })}
              </div>`
          : failed
            ? nothing
            : html`<div class="wait" role="status">${ring()}</div>`
      }
      ${
        failed
          ? html`<p role="alert">${texts.signing.agreementFailed}</p>
              <div class="actions">${button({ label: texts.retry, kind: 'line', onPress: () => void this.fetch() })}</div>`
          : nothing
      }
    </ui-sheet>`;
  }

  private async fetch(): Promise<void> {
    await this.attempt.run(async () => {
      this.agreement = await this.buyerSession.api.agreement();
    });
  }
}

/** Gets the one-use address of the PDF and follows it. The file comes as an attachment, so the page stays open. */
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
