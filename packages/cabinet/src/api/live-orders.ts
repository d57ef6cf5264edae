import { orderRowSchema, type Mode, type OrderRow } from '@installment-button/protocol/cabinet/orders';

export interface LiveOrdersOptions {
  mode: Mode;
  /** The point from the list's answer: every change after it is sent. null: changes from now on. */
  after: number | null;
  onOrder: (row: OrderRow) => void;
  /** Too much changed while the page was away: the list has to be read again. */
  onReload: () => void;
  onConnection: (connected: boolean) => void;
  /** The server refuses the connection: the session may have ended. */
  onRefused: () => void;
}

/** Starts to follow the orders; returns a function that stops it. */
export type OpenLiveOrders = (options: LiveOrdersOptions) => () => void;

/** Follows the shop's orders. After a break the browser connects again by itself and says which change it received last. */
export function openLiveOrders(options: LiveOrdersOptions): () => void {
  const query = new URLSearchParams({ mode: options.mode, ...(options.after === null ? {} : { after: String(options.after) }) });
  const source = new EventSource(`/cabinet/api/orders/live?${query.toString()}`);
  source.addEventListener('open', () => options.onConnection(true));
  source.addEventListener('error', () => {
    options.onConnection(false);
    if (source.readyState === EventSource.CLOSED) options.onRefused();
  });
  source.addEventListener('order', ({ data }: MessageEvent<string>) => {
    const row = orderRowSchema.safeParse(JSON.parse(data));
    if (row.success) options.onOrder(row.data);
  });
  source.addEventListener('reload', () => options.onReload());
  return () => source.close();
}
