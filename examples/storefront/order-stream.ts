import type { IncomingMessage, ServerResponse } from 'node:http';
import { orderTexts } from './pages/order-texts.ts';
import type { Orders } from './shop/orders.ts';

/** The order page's live half: the state as it is, then each newer one, as server-sent events. What it tells came by verified webhooks. */
export function streamOrder(request: IncomingMessage, response: ServerResponse, orders: Orders, number: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = () => {
    const state = orders.stateOf(number);
    if (state) response.write(`id: ${state.sequence}\ndata: ${JSON.stringify({ status: state.status, ...orderTexts(state) })}\n\n`);
  };
  send();
  const stop = orders.listen((order) => {
    if (order.externalId === number) send();
  });
  const beat = setInterval(() => response.write(': \n\n'), 20_000);
  request.on('close', () => {
    clearInterval(beat);
    stop();
  });
}
