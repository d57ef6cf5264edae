import { orderActions, type OrderAction } from '@installment-button/protocol/cabinet/orders';
import { canBeHandedOver } from '../../after-sale/handover.ts';
import { blocks } from '../../banks/commands.ts';
import type { CommandKind, Row } from '../../tables/schema.ts';

type Subject = Pick<Row<'orders'>, 'status' | 'amount' | 'refundedAmount' | 'confirmation' | 'handedOverAt'>;

/**
 * What a manager may do with the order now. The pages of the cabinet show these actions and decide nothing themselves.
 *
 * The rules are those by which after-sale/ accepts or refuses; allowed-actions.test.ts holds the two together:
 * 1. Before the signature: send the link; cancel, which replaces a choice that the bank has not answered yet.
 * 2. Signed: confirm, cancel. A confirmation that is held can only be taken back, or ended by a cancel.
 * 3. Confirmed: refund a part; cancel while nothing is refunded. The whole sum is a cancel, unless a part was refunded before.
 * 4. Settled: refund a part or the whole sum.
 * 5. Confirmed or settled, with something left unrefunded: hand the goods over, once.
 * 6. While the bank has not answered a command that the status waits for, none of these but the cancel of rule 1 and the handover.
 */
export function allowedActions(order: Subject, commands: readonly Pick<Row<'bankCommands'>, 'kind' | 'subject'>[]): OrderAction[] {
  const { status, confirmation, refundedAmount } = order;
  const awaited: CommandKind[] = commands.filter(blocks).map(({ kind }) => kind);
  const bankIsFree = awaited.length === 0;
  const unsigned = status === 'created' || status === 'submitted' || status === 'approved';
  const held = confirmation?.state === 'held';
  const refund = (status === 'confirmed' || status === 'settled') && bankIsFree && refundedAmount < order.amount;
  const allowed: Record<OrderAction, boolean> = {
    confirm: status === 'signed' && bankIsFree && !held,
    'take-back': held,
    cancel:
      refundedAmount === 0 &&
      (unsigned ? awaited.every((kind) => kind === 'accept') : (status === 'signed' || status === 'confirmed') && bankIsFree),
    refund,
    'refund-whole': refund && (status === 'settled' || refundedAmount > 0),
    'send-link': unsigned,
    handover: order.handedOverAt === null && canBeHandedOver(order),
  };
  return orderActions.filter((action) => allowed[action]);
}
