import { bankEventEffects } from './after-sale/bank-events.ts';
import { afterSaleQueues } from './after-sale/queues.ts';
import { afterSaleRoutes } from './after-sale/routes.ts';
import { applicationQueues } from './buyer-session/queues.ts';
import { applicationRoutes } from './buyer-session/routes.ts';
import { forgetCodes, forgetDrafts } from './buyer-session/maintenance.ts';
import { bankEventRoutes } from './banks/events.ts';
import { bankQueues } from './banks/queues.ts';
import { reviveCommands } from './banks/maintenance.ts';
import { offerWithdrawn } from './fan-out/offer-withdrawn.ts';
import { forgetSignIns } from './cabinet/access/maintenance.ts';
import { noticeQueues } from './notifications/tell-managers.ts';
import { cabinetRoutes } from './cabinet/routes.ts';
import { fanOutQueues } from './fan-out/queues.ts';
import { fanOutRoutes } from './fan-out/routes.ts';
import { notificationQueues } from './notifications/queues.ts';
import { orderRoutes } from './orders/routes.ts';
import { originsOfOrder } from './orders/store.ts';
import type { Context } from './context.ts';
import type { App } from './platform/http/http.ts';
import { forgetAnswers } from './platform/http/idempotency.ts';
import { pageRoutes } from './pages/routes.ts';
import type { QueueKind } from './platform/queue/queue.ts';
import type { UpkeepTask } from './platform/queue/maintenance.ts';
import { forgetBuyers } from './retention/maintenance.ts';
import { shopRoutes } from './shops/routes.ts';
import { signingQueues } from './signing/queues.ts';
import { signingRoutes } from './signing/routes.ts';
import { forgetSigning } from './signing/maintenance.ts';
import { tBankRoutes } from './t-bank/routes.ts';
import { tBankQueues } from './t-bank/webhook.ts';
import { webhookQueues } from './webhooks/deliver.ts';
import { forgetDeliveries } from './webhooks/maintenance.ts';
import { webhookRoutes } from './webhooks/routes.ts';

const bankEvents = (app: App, context: Context) =>
  bankEventRoutes(app, context, { ...bankEventEffects, 'offer-withdrawn': offerWithdrawn });

const pages = (app: App, context: Context) =>
  pageRoutes(app, context, {
    originsOfOrder: (orderId) => originsOfOrder(context.sql, orderId, new URL(context.config.cabinetUrl).origin),
  });

/** What each room serves over HTTP. */
const routes: ((app: App, context: Context) => void | Promise<void>)[] = [
  shopRoutes,
  orderRoutes,
  bankEvents,
  fanOutRoutes,
  applicationRoutes,
  signingRoutes,
  afterSaleRoutes,
  webhookRoutes,
  pages,
  cabinetRoutes,
  tBankRoutes,
];

/** What each room works on; both roles declare the names, only workers start the slots. */
const queues: ((context: Context) => QueueKind[])[] = [
  bankQueues,
  fanOutQueues,
  applicationQueues,
  signingQueues,
  afterSaleQueues,
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

/** What each room tidies up now and then. */
export const upkeep: UpkeepTask[] = [
  reviveCommands,
  forgetSignIns,
  forgetAnswers,
  forgetCodes,
  forgetDrafts,
  forgetSigning,
  forgetDeliveries,
  forgetBuyers,
];
