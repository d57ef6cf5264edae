import { bankEventEffects } from './after-sale/bank-events.ts';
import { afterSaleQueues } from './after-sale/queues.ts';
import { afterSaleRoutes } from './after-sale/routes.ts';
import { buyerSessionQueues } from './buyer-session/queues.ts';
import { buyerSessionRoutes } from './buyer-session/routes.ts';
import { purgeCodes, purgeDrafts } from './buyer-session/maintenance.ts';
import { bankEventRoutes } from './banks/events.ts';
import { bankQueues } from './banks/queues.ts';
import { reviveCommands } from './banks/maintenance.ts';
import { offerWithdrawn } from './fan-out/offer-withdrawn.ts';
import { purgeSignIns } from './cabinet/access/maintenance.ts';
import { noticeQueues } from './notifications/tell-managers.ts';
import { cabinetRoutes } from './cabinet/routes.ts';
import { fanOutQueues } from './fan-out/queues.ts';
import { fanOutRoutes } from './fan-out/routes.ts';
import { notificationQueues } from './notifications/queues.ts';
import { receiptQueues } from './receipts/queues.ts';
import { orderRoutes } from './orders/routes.ts';
import { originsOfOrder } from './orders/store.ts';
import type { Context } from './context.ts';
import type { App } from './platform/http/http.ts';
import { purgeAnswers } from './platform/http/idempotency.ts';
import { pageRoutes } from './pages/routes.ts';
import type { QueueKind } from './platform/queue/queue.ts';
import type { MaintenanceTask } from './platform/queue/maintenance.ts';
import { purgeBuyers } from './retention/maintenance.ts';
import { shopRoutes } from './shops/routes.ts';
import { signingQueues } from './signing/queues.ts';
import { signingRoutes } from './signing/routes.ts';
import { purgeSigning } from './signing/maintenance.ts';
import { tBankRoutes } from './t-bank/routes.ts';
import { tBankQueues } from './t-bank/webhook.ts';
import { webhookQueues } from './webhooks/deliver.ts';
import { purgeDeliveries } from './webhooks/maintenance.ts';
import { webhookRoutes } from './webhooks/routes.ts';

const bankEvents = (app: App, context: Context) =>
  bankEventRoutes(app, context, { ...bankEventEffects, 'offer-withdrawn': offerWithdrawn });

const pages = (app: App, context: Context) =>
  pageRoutes(app, context, {
    originsOfOrder: (orderId) => originsOfOrder(context.sql, orderId, new URL(context.config.cabinetUrl).origin),
  });

/** The routes of each module. */
const routes: ((app: App, context: Context) => void | Promise<void>)[] = [
  shopRoutes,
  orderRoutes,
  bankEvents,
  fanOutRoutes,
  buyerSessionRoutes,
  signingRoutes,
  afterSaleRoutes,
  webhookRoutes,
  pages,
  cabinetRoutes,
  tBankRoutes,
];

/** The jobs of each module. Both roles declare the queues, only workers work on them. */
const queues: ((context: Context) => QueueKind[])[] = [
  bankQueues,
  fanOutQueues,
  buyerSessionQueues,
  signingQueues,
  afterSaleQueues,
  receiptQueues,
  webhookQueues,
  notificationQueues,
  noticeQueues,
  tBankQueues,
];

export async function addRoutes(app: App, context: Context): Promise<void> {
  for (const add of routes) await add(app, context);
}

export function allQueues(context: Context): QueueKind[] {
  return queues.flatMap((of) => of(context));
}

/** The periodic cleaning of each module. */
export const maintenance: MaintenanceTask<Context>[] = [
  reviveCommands,
  purgeSignIns,
  purgeAnswers,
  purgeCodes,
  purgeDrafts,
  purgeSigning,
  purgeDeliveries,
  purgeBuyers,
];
