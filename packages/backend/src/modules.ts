import { cleanUpJob } from './after-sale/clean-up.ts';
import { confirmJob } from './after-sale/confirm.ts';
import { expireJob } from './after-sale/expiry.ts';
import { settleJob } from './after-sale/settlement.ts';
import { lenderNoticeRoutes } from './banks/lender-notices.ts';
import { followLender } from './after-sale/follow-lender.ts';
import { sendCommand } from './banks/send-command.ts';
import { giveUpChoiceJob } from './buyer-session/choice.ts';
import { askBank } from './fan-out/ask-bank.ts';
import { reachDeadlineJob } from './fan-out/deadline.ts';
import { expireOffersJob } from './fan-out/withdraw-offers.ts';
import { sendEmail, sendSms } from './messages/send.ts';
import { buyerNoticeJob } from './notifications/tell-buyer.ts';
import { managerNoticeJob } from './notifications/tell-managers.ts';
import { exchangeRoutes } from './integrations/accounting/exchange-routes.ts';
import { syncDeal } from './integrations/crm/sync-deal.ts';
import { issueReceipt } from './receipts/receipts.ts';
import { receiptHookRoutes } from './receipts/hook-routes.ts';
import { selfIdJob } from './signing/self-id.ts';
import { giveUpSignatureJob } from './signing/send-signature.ts';
import { deliverTBankWebhook } from './t-bank/webhook.ts';
import { deliverWebhook } from './webhooks/deliver.ts';
import { endpointTroubleJob } from './webhooks/endpoint-trouble.ts';
import { spreadEventJob } from './webhooks/spread-event.ts';
import { bankEventEffects } from './after-sale/bank-events.ts';
import { afterSaleRoutes } from './after-sale/routes.ts';
import { orderLinkRoutes } from './buyer-session/link-routes.ts';
import { buyerSessionRoutes } from './buyer-session/routes.ts';
import { purgeCodes, purgeDrafts } from './buyer-session/maintenance.ts';
import { bankEventRoutes } from './banks/event-routes.ts';
import { reviveCommands } from './banks/maintenance.ts';
import { offerWithdrawn } from './fan-out/offer-withdrawn.ts';
import { purgeJournal } from './connections/journal.ts';
import { purgeSignIns } from './cabinet/access/maintenance.ts';
import { cabinetRoutes } from './cabinet/routes.ts';
import { fanOutRoutes } from './fan-out/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import { originsOfOrder } from './orders/framing-origins.ts';
import type { Context } from './context.ts';
import type { App } from './platform/http/http.ts';
import { purgeAnswers } from './platform/http/idempotency.ts';
import { purgeAttempts } from './platform/security/attempt-limits.ts';
import { pageRoutes } from './pages/routes.ts';
import type { Worked, WorkedQueue } from './platform/queue/job.ts';
import type { MaintenanceTask } from './platform/queue/maintenance.ts';
import { purgeBuyers } from './retention/maintenance.ts';
import { purgeUntrustedOrders } from './retention/purge-untrusted.ts';
import { shopRoutes } from './shops/routes.ts';
import { signingRoutes } from './signing/routes.ts';
import { purgeSigning } from './signing/maintenance.ts';
import { tBankRoutes } from './t-bank/routes.ts';
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
  lenderNoticeRoutes,
  fanOutRoutes,
  buyerSessionRoutes,
  orderLinkRoutes,
  signingRoutes,
  afterSaleRoutes,
  webhookRoutes,
  receiptHookRoutes,
  exchangeRoutes,
  pages,
  cabinetRoutes,
  tBankRoutes,
];

/** The jobs of each module. Both roles declare the queues; only workers run the jobs. */
const jobs: Worked<Context>[] = [
  sendSms,
  sendEmail,
  sendCommand,
  askBank,
  followLender,
  reachDeadlineJob,
  expireOffersJob,
  giveUpChoiceJob,
  giveUpSignatureJob,
  selfIdJob,
  confirmJob,
  cleanUpJob,
  expireJob,
  settleJob,
  issueReceipt,
  syncDeal,
  spreadEventJob,
  deliverWebhook,
  endpointTroubleJob,
  buyerNoticeJob,
  managerNoticeJob,
  deliverTBankWebhook,
];

export async function addRoutes(app: App, context: Context): Promise<void> {
  for (const add of routes) await add(app, context);
}

export function allQueues(context: Context): WorkedQueue[] {
  return jobs.flatMap((job) => job.queues(context));
}

/** The periodic cleaning of each module. */
export const maintenance: MaintenanceTask<Context>[] = [
  reviveCommands,
  purgeSignIns,
  purgeAnswers,
  purgeAttempts,
  purgeCodes,
  purgeDrafts,
  purgeSigning,
  purgeDeliveries,
  purgeJournal,
  purgeBuyers,
  purgeUntrustedOrders,
];
