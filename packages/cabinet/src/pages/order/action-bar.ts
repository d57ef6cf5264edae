import type { OrderAction } from '@installment-button/protocol/cabinet/orders';
import { HOLD_SECONDS } from '@installment-button/protocol/status';
import { button } from '@installment-button/ui';
import { html, nothing, type TemplateResult } from 'lit';
import { heldSeconds } from '../orders/order-row.ts';
import type { OrderContext } from './context.ts';

export interface Acts {
  confirm: () => void;
  takeBack: () => void;
  cancel: () => void;
  refund: () => void;
  resend: () => void;
  handOver: () => void;
}

/** The actions that the server allows now. They stand in one place whatever the state is, so that nothing jumps. */
export function actionBar(context: OrderContext & Acts & { busy: boolean; brief?: boolean }): TemplateResult {
  const { detail, texts, now, busy } = context;
  const { order } = detail;
  const may = (action: OrderAction) => detail.actions.includes(action);
  const held = heldSeconds(order, now);
  if (held !== null) return holding(context, held);
  const pending = order.confirmation?.state === 'held' || order.confirmation?.state === 'pending';
  if (order.status === 'signed' && pending) return waits(texts.atBank, texts.atBankNote);
  if (order.cancellation?.state === 'pending') return waits(texts.cancelAtBank, texts.atBankNote);
  const buttons = [
    may('confirm') ? button({ label: html`${texts.confirm} <kbd>C</kbd>`, busy, onPress: context.confirm }) : nothing,
    may('send-link') ? button({ kind: 'line', label: texts.resend, onPress: context.resend }) : nothing,
    may('handover') ? button({ kind: 'line', label: texts.handOver, busy, onPress: context.handOver }) : nothing,
    may('refund') ? button({ kind: 'line', label: html`${texts.refundMoney} <kbd>R</kbd>`, onPress: context.refund }) : nothing,
    may('cancel') ? button({ kind: 'line', label: texts.cancel, onPress: context.cancel }) : nothing,
  ].filter((one) => one !== nothing);
  const refused =
    order.confirmation?.state === 'refused' && order.status === 'signed'
      ? texts.confirmRefused
      : order.cancellation?.state === 'refused'
        ? texts.cancelRefused
        : null;
  const ended = order.canceled
    ? [texts.canceledBy[order.canceled.by], order.canceled.reason].filter(Boolean).join(': ')
    : texts.hints[order.status];
  return html`${buttons.length > 0 ? html`<div class="buttons">${buttons}</div>` : nothing}
    <span class="hint small ${refused ? 'bad' : ''}">${refused ?? (context.brief && may('confirm') ? texts.briefHint : ended)}</span>`;
}

function holding({ texts, busy, takeBack, cabinet }: OrderContext & Acts & { busy: boolean }, seconds: number): TemplateResult {
  return html`<div class="buttons">
      <div class="held" role="status">
        <div>
          <p class="medium">${texts.held(cabinet.formats.seconds(seconds))}</p>
          <p class="small quiet">${texts.heldNote}</p>
        </div>
        ${button({ kind: 'line', label: html`${texts.takeBack} <kbd>Z</kbd>`, busy, onPress: takeBack })}
        <progress max=${HOLD_SECONDS} .value=${seconds} aria-hidden="true"></progress>
      </div>
    </div>
    <span class="hint small below-held">${texts.heldHint}</span>`;
}

const waits = (heading: string, note: string) =>
  html`<div class="buttons">
      <div class="held" role="status">
        <div>
          <p class="medium">${heading}</p>
          <p class="small quiet">${note}</p>
        </div>
      </div>
    </div>
    <span class="hint"></span>`;
