import type { OrderStatus } from '@installment-button/protocol/status';
import { html, svg, type TemplateResult } from 'lit';

const reached: Partial<Record<OrderStatus, number>> = { created: 0, submitted: 1, approved: 2, signed: 3, confirmed: 4, settled: 5 };

/** Five strokes, thick for each step reached; a dash, a cross or a clock for an order that ended early. The word stands beside the mark. */
export function statusMark(status: OrderStatus): TemplateResult {
  const steps = reached[status];
  return html`<svg class="status-mark" viewBox="0 0 23 12" width="23" height="12" aria-hidden="true">
    ${steps === undefined ? ended(status) : strokes(steps)}
  </svg>`;
}

function strokes(steps: number) {
  return [0, 1, 2, 3, 4].map((index) =>
    index < steps
      ? svg`<rect class="on" x=${index * 5} y="0" width="3" height="12"/>`
      : svg`<rect class="off" x=${index * 5 + 1} y="0" width="1" height="12"/>`,
  );
}

function ended(status: OrderStatus) {
  if (status === 'rejected') return svg`<rect class="on" x="0" y="5" width="23" height="2"/>`;
  if (status === 'canceled') return svg`<path class="line" d="M7 1.5l9 9m0-9l-9 9"/>`;
  return svg`<circle class="line" cx="11.5" cy="6" r="5"/><path class="line" d="M11.5 3v3.2l2 1.3"/>`;
}
