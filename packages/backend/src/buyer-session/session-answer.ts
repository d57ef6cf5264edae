import {
  maskPhone,
  normalizePhone,
  type Session,
  type SessionDetail,
  type SessionOrder,
  type SessionSummary,
} from '@installment-button/protocol';
import { sessionTokenOf } from '../orders/session-token.ts';
import { prefillOf } from '../orders/prefill.ts';
import { findOrder } from '../orders/store.ts';
import { applicationsWithGoneOffers, bankApplicationsOf, availableOffers } from '../fan-out/store.ts';
import { lenderApplicationsOf, viewLenderOffer } from '../fan-out/lender-offers.ts';
import { nameOfBank, viewOffer } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { bankListOf } from '../shops/bank-choice.ts';
import { fittingBanks, plansFor } from '../shops/plans.ts';
import type { Access, Buyer } from './access.ts';
import { askedBank, creditHistoryConsent } from './consents.ts';
import { shownDeadline } from '../fan-out/deadline.ts';
import { readDraft } from './draft.ts';
import type { Language } from './language.ts';
import { signingOf } from './signing-view.ts';
import { getShop } from '../shops/store.ts';

/** The answer of `GET /v1/session`, read in one snapshot: an offer that goes meanwhile must not stand beside the news that it is gone. */
export function readSession(context: Context, access: Access, language: Language): Promise<Session> {
  const { order, buyer } = access;
  // Before the submit all of the answer comes from the order's row.
  if (order.status === 'created') return viewSession(context, context.sql, access, language);
  return context.sql
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (sql) => viewSession(context, sql, { order: await findOrder(sql, order.id), buyer }, language));
}

/** The session token reads the summary, the buyer token everything. */
export function viewSession(context: Context, sql: Sql, { order, buyer }: Access, language: Language): Promise<Session> {
  return buyer === null ? viewSummary(context, sql, order) : viewDetail(context, sql, order, buyer, language);
}

async function viewSummary(context: Context, sql: Sql, order: Row<'orders'>): Promise<SessionSummary> {
  const banks = await bankListOf(context, sql, order.shopId);
  return { order: await viewSessionOrder(context, sql, order), plans: plansFor({ banks }, order), phoneConfirmed: false };
}

async function viewDetail(context: Context, sql: Sql, order: Row<'orders'>, buyer: Buyer, language: Language): Promise<SessionDetail> {
  const banks = await bankListOf(context, sql, order.shopId);
  const applications = order.status === 'created' ? [] : await bankApplicationsOf(sql, order.id);
  // Before the first answer there are no offers and no signing.
  const isAnswered = applications.some(({ decision }) => decision !== 'pending');
  const offers = isAnswered ? await availableOffers(sql, order.id) : [];
  const lenders = isAnswered ? (await lenderApplicationsOf(sql, order.id)).filter((lender) => lender.goneAt === null) : [];
  const withdrawn = isAnswered ? await applicationsWithGoneOffers(sql, order.id) : new Set<string>();
  return {
    order: await viewSessionOrder(context, sql, order),
    plans: plansFor({ banks }, order),
    phoneConfirmed: true,
    phone: maskPhone(buyer.phone),
    draft: order.status === 'created' ? await readDraft(context, sql, order.id, buyer.phoneIndex) : null,
    buyer: buyersPrefill(context, order, buyer),
    banks: fittingBanks({ banks }, order).map((bank) => askedBank(bank, language)),
    creditHistoryConsent: creditHistoryConsent(language),
    decisions: applications.map(({ id, bankId, decision }) => ({
      bank: nameOfBank(context, bankId),
      decision,
      ...(decision === 'declined' && withdrawn.has(id) ? { reason: 'withdrawn' as const } : {}),
    })),
    offers: offers.map((offer) => viewOffer(context, offer)),
    ...(lenders.length > 0 ? { redirectOffers: lenders.map((lender) => viewLenderOffer(context, lender)) } : {}),
    chosenOfferId: order.chosenOfferId,
    deadline: shownDeadline(order),
    agreement: viewAgreement(order),
    signing: isAnswered ? await signingOf(context, sql, order) : null,
  };
}

function viewAgreement(order: Row<'orders'>): SessionDetail['agreement'] {
  const { agreementTitle: title, agreementSha256: sha256, agreementSignedAt: at, agreementMethod: method } = order;
  if (title === null || sha256 === null) return null;
  return { title, sha256, ...(at && method ? { signed: { at: at.toISOString(), method } } : {}) };
}

async function viewSessionOrder(context: Context, sql: Sql, order: Row<'orders'>): Promise<SessionOrder> {
  const { name, logo, accent, radius, origins } = await getShop(sql, order.shopId);
  return {
    id: order.id,
    externalId: order.externalId,
    product: order.product,
    amount: order.amount,
    currency: order.currency,
    items: order.items,
    discount: order.discount,
    term: order.term,
    status: order.status,
    previousStatus: order.previousStatus,
    statusAt: order.statusAt.toISOString(),
    sequence: order.sequence,
    refundedAmount: order.refundedAmount,
    canceled: order.canceled === null ? null : { by: order.canceled.by },
    test: order.test,
    shop: { name, logo, accent, radius, origins },
    returnUrls: order.returnUrls,
    successor: await successorOf(context, sql, order),
  };
}

async function successorOf(context: Context, sql: Sql, { successorId }: Row<'orders'>): Promise<SessionOrder['successor']> {
  if (successorId === null) return null;
  return { orderId: successorId, session: sessionTokenOf(context, await findOrder(sql, successorId)) };
}

/** What the shop wrote about the buyer, shown only to who proved the phone that stands in it. */
function buyersPrefill(context: Context, order: Row<'orders'>, { phone }: Buyer): SessionDetail['buyer'] {
  const prefill = prefillOf(context, order);
  return prefill?.phone !== undefined && normalizePhone(prefill.phone) === phone ? prefill : null;
}
