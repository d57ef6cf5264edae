import { orderRowSchema, type Mode, type OrderRow } from '@installment-button/protocol/cabinet/orders';

export interface LiveOrdersOptions {
  mode: Mode;
  /** From the list's answer: nothing that happened since is missed. */
  after: number | null;
  onOrder: (row: OrderRow) => void;
  /** Too much happened while the page was away: read the list anew. */
  onReload: () => void;
  onConnection: (connected: boolean) => void;
  /** The server refuses: the session may have ended. */
  onRefused: () => void;
}

/** Begins to follow; returns how to stop. */
export type OpenLiveOrders = (options: LiveOrdersOptions) => () => void;

/** The shop's orders as they change. The browser connects again by itself and tells where it stopped. */
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
