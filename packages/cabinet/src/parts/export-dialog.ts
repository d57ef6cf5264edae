import { button } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { saveFile } from '../browser/save-file.ts';
import './cabinet-dialog.ts';
import type { CabinetDialog } from './cabinet-dialog.ts';
import { CabinetElement } from './cabinet-element.ts';

export type ExportFormat = 'csv' | 'xlsx';

/** What is shown, as a file. */
@customElement('export-dialog')
export class ExportDialog extends CabinetElement {
  @property({ attribute: false }) heading = '';
  @property({ attribute: false }) note = '';
  /** What the file leaves out, if it does. */
  @property({ attribute: false }) limit = '';
  /** Of the file, without its ending. */
  @property() name = '';
  @property({ attribute: false }) read!: (format: ExportFormat) => Promise<Blob>;
  @query('cabinet-dialog') private dialog!: CabinetDialog;

  protected override render(): TemplateResult {
    return html`<cabinet-dialog heading=${this.heading} close-label=${this.shared.close}>
      <p slot="note">${this.note}</p>
      ${this.limit === '' ? nothing : html`<p class="small quiet">${this.limit}</p>`} ${this.alert()}
      <div class="row">
        ${button({ label: 'XLSX', busy: this.attempt.isBusy('xlsx'), onPress: () => void this.save('xlsx') })}
        ${button({ kind: 'line', label: 'CSV', busy: this.attempt.isBusy('csv'), onPress: () => void this.save('csv') })}
      </div>
    </cabinet-dialog>`;
  }

  private async save(format: ExportFormat): Promise<void> {
    const saved = await this.attempt.run(async () => saveFile(await this.read(format), `${this.name}.${format}`), format);
    if (saved) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'export-dialog': ExportDialog;
  }
}
