import type { OrderDetail } from '@installment-button/protocol/cabinet/orders';
import type { Cabinet } from '../../state/cabinet.ts';
import type { OrderTexts } from './texts.ts';

/** What every part of the order's page needs. */
export interface OrderContext {
  detail: OrderDetail;
  texts: OrderTexts;
  cabinet: Cabinet;
  now: Date;
}
