import { icon } from '@installment-button/ui';
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Cabinet } from '../state/cabinet.ts';
import { statusMark } from '../parts/status-mark.ts';

/** The messages about what happens elsewhere, over the page. */
export function toastList(cabinet: Cabinet): TemplateResult {
  const { texts } = cabinet;
  return html`<div class="toasts" role="status">
    ${repeat(
      cabinet.toasts.shown,
      ({ id }) => id,
      ({ id, heading, text, orderId }) =>
        html`<div
          class="toast"
          @pointerenter=${() => cabinet.toasts.hold(id)}
          @pointerleave=${() => cabinet.toasts.resume(id)}
          @focusin=${() => cabinet.toasts.hold(id)}
          @focusout=${() => cabinet.toasts.resume(id)}
        >
          ${orderId === null ? icon('check') : statusMark('signed')}
          <div>
            <p class="medium">${heading}</p>
            <p class="small number">${text}</p>
          </div>
          ${
            orderId === null
              ? ''
              : html`<button
                  class="text-button"
                  type="button"
                  @click=${() => {
                    cabinet.toasts.dismiss(id);
                    cabinet.go({ page: 'order', id: orderId });
                  }}
                >
                  ${texts.open}
                </button>`
          }
          <button class="icon-button" type="button" aria-label=${texts.close} @click=${() => cabinet.toasts.dismiss(id)}>
            ${icon('close')}
          </button>
        </div>`,
    )}
  </div>`;
}
