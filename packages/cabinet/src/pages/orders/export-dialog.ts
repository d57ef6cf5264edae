import { base, button, buttonStyles } from '@installment-button/ui';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Cabinet } from '../../cabinet.ts';
import { failureText } from '../../failure-text.ts';
import '../../parts/cabinet-dialog.ts';
import type { CabinetDialog } from '../../parts/cabinet-dialog.ts';
import { saveFile } from '../../parts/save-file.ts';
import { partStyles } from '../../parts/page.styles.ts';
import { toQuery, type Filter } from './filter.ts';
import type { OrdersTexts } from './texts.ts';

/** The list as a file. */
@customElement('export-dialog')
export class ExportDialog extends LitElement {
  static override styles = [base, buttonStyles, partStyles];

  @property({ attribute: false }) cabinet!: Cabinet;
  @property({ attribute: false }) texts!: OrdersTexts;
  @property({ attribute: false }) filter: Filter = {};
  @state() private busy: 'csv' | 'xlsx' | null = null;
  @state() private failure: unknown = null;
  @query('cabinet-dialog') private dialog!: CabinetDialog;

  protected override render(): TemplateResult {
    const { texts, cabinet } = this;
    return html`<cabinet-dialog heading=${texts.exportHeading} close-label=${cabinet.texts.close}>
      <p slot="note">${texts.exportNote}</p>
      ${cabinet.orders.total >= 10_000 ? html`<p class="small quiet">${texts.exportMost}</p>` : nothing}
      ${this.failure === null ? nothing : html`<p class="bad" role="alert">${failureText(this.failure, cabinet.texts, cabinet.formats)}</p>`}
      <div class="row">
        ${button({ label: 'XLSX', busy: this.busy === 'xlsx', onPress: () => void this.save('xlsx') })}
        ${button({ kind: 'line', label: 'CSV', busy: this.busy === 'csv', onPress: () => void this.save('csv') })}
      </div>
    </cabinet-dialog>`;
  }

  private async save(format: 'csv' | 'xlsx'): Promise<void> {
    this.busy = format;
    this.failure = null;
    const { cabinet } = this;
    const { search } = cabinet.orders;
    const body = {
      ...toQuery(this.filter, cabinet.now()),
      mode: cabinet.mode,
      format,
      language: cabinet.locale,
      ...(search === '' ? {} : { search }),
    };
    try {
      saveFile(await cabinet.api.file('/orders/export', body), `orders.${format}`);
      this.dialog.close();
    } catch (error) {
      this.failure = error;
    }
    this.busy = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'export-dialog': ExportDialog;
  }
}
