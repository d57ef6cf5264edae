import { button } from '@installment-button/ui';
import '@installment-button/ui/sheet';
import { html, type TemplateResult } from 'lit';
import type { Texts } from '../texts/texts.ts';

/** Asks once more before the buyer cancels the order: the banks' answers are lost with it. The filled button keeps the order. */
export function cancelSheet(
  texts: Texts,
  options: { busy: boolean; problem: string; onCancel: () => void; onClose: () => void },
): TemplateResult {
  const { cancelDialog } = texts;
  return html`<ui-sheet compact .heading=${cancelDialog.heading} .closeLabel=${texts.close} @sheet-close=${options.onClose}>
    <p>${cancelDialog.text}</p>
    <div class="sheet-actions">
      ${button({ label: cancelDialog.keep, onPress: options.onClose })}
      ${button({ label: cancelDialog.confirm, kind: 'line', busy: options.busy, onPress: options.onCancel })}
    </div>
    ${options.problem ? html`<p class="problem-note small" role="alert">${options.problem}</p>` : ''}
  </ui-sheet>`;
}
