import type { BankConfig, ProvenApplicant } from '@installment-button/protocol';
import * as z from 'zod/mini';
import { findConnection, valuesOf, type Connection } from '../../connections/store.ts';
import { writeJournal } from '../../connections/journal.ts';
import type { Context } from '../../context.ts';
import { findOrder } from '../../orders/store.ts';
import { linkOf } from '../../orders/session-token.ts';
import type { Row } from '../../tables/schema.ts';
import type { BankConnector, CommandCall, CommandBody } from '../bank-connector.ts';
import type { BankReply } from '../bank-reply.ts';
import { piecesOf, refundFor } from './pieces.ts';
import { noticeAddress } from './notice-address.ts';
import { isDone } from './ask-lender.ts';
import type { Lender, LenderAccount, LenderOrder } from './lender.ts';

/** The body that is stored for a lender: no more of the form than it gets. */
export interface LenderRequest {
  buyer: LenderOrder['buyer'];
  term: number;
}

const requestSchema = z.object({
  buyer: z.object({
    lastName: z.string(),
    firstName: z.string(),
    middleName: z.optional(z.string()),
    phone: z.string(),
    email: z.optional(z.string()),
  }),
  term: z.number(),
});
const reasonSchema = z.object({ reason: z.optional(z.string()) });

export const lenderRequest = ({ lastName, firstName, middleName, phone, email }: ProvenApplicant, term: number): LenderRequest => ({
  buyer: { lastName, firstName, ...(middleName ? { middleName } : {}), phone, ...(email ? { email } : {}) },
  term,
});

interface Loaded {
  account: LenderAccount;
  connection: Connection;
  order: Row<'orders'>;
  facts: Omit<LenderOrder, 'buyer'>;
}

/** A redirect lender behind the interface of a bank: its calls are made with the account of the order's shop. */
export function lenderConnector(context: Context, bank: BankConfig, lender: Lender): BankConnector {
  const noAccount = { outcome: 'again', why: 'postponed' } as const;

  async function load(applicationId: string): Promise<Loaded | null> {
    const application = await context.sql
      .selectFrom('bankApplications')
      .selectAll()
      .where('id', '=', applicationId)
      .executeTakeFirstOrThrow();
    const order = await findOrder(context.sql, application.orderId);
    const connection = await findConnection(context.sql, { shopId: order.shopId, provider: lender.provider.name, test: order.test });
    if (!connection) return null;
    const account = { values: valuesOf(context, connection), url: bank.url, test: order.test, allowLoopback: !context.config.production };
    const facts = {
      id: applicationId,
      amount: order.amount,
      pieces: piecesOf(order),
      product: order.product,
      term: order.term,
      returnUrl: linkOf(context, order),
      noticeUrl: noticeAddress(context, connection.id),
    };
    return { account, connection, order, facts };
  }

  async function noted<Body>({ connection, order }: Loaded, act: string, call: Promise<BankReply<Body>>): Promise<BankReply<Body>> {
    const reply = await call;
    const detail =
      reply.outcome === 'refused' ? `${reply.status} ${reply.code ?? ''}`.trim() : reply.outcome === 'again' ? reply.why : undefined;
    await writeJournal(context, context.sql, connection.id, {
      act: `lender.${act}`,
      outcome: reply.outcome,
      orderId: order.id,
      subject: order.id,
      ...(detail === undefined ? {} : { detail }),
    });
    return reply;
  }

  return {
    async apply({ id, body }) {
      const loaded = await load(id);
      if (!loaded) return noAccount;
      const { buyer, term } = requestSchema.parse(JSON.parse(body));
      const reply = await noted(loaded, 'create', lender.create(loaded.account, { ...loaded.facts, buyer, term }, context.clock.now()));
      return reply.outcome === 'done' ? { ...reply, body: { applicationId: id, decision: 'offered', ...reply.body } } : reply;
    },

    // A lender that took the application has answered `offered`, so there is nothing to ask about before that.
    poll: async (applicationId) => ({ outcome: 'done', status: 200, body: { applicationId, decision: 'pending' } }),

    async look(applicationId) {
      const loaded = await load(applicationId);
      return loaded ? lender.read(loaded.account, applicationId) : noAccount;
    },

    async command(call) {
      const loaded = await load(call.applicationId);
      return loaded ? noted(loaded, call.kind, commandLender(context, lender, loaded, call)) : noAccount;
    },

    slots: async () => ({ outcome: 'refused', status: 404, code: null }),
  };
}

async function commandLender(context: Context, lender: Lender, loaded: Loaded, call: CommandCall): Promise<BankReply<CommandBody>> {
  const { account, facts, order } = loaded;
  switch (call.kind) {
    case 'confirm':
      return lender.commit(account, facts);
    case 'cancel': {
      const reply = await lender.cancel(account, call.applicationId, reasonSchema.parse(JSON.parse(call.body)).reason ?? '');
      // The application never came to the lender.
      return reply.outcome === 'refused' && reply.status === 404 ? isDone : reply;
    }
    case 'refund': {
      const { refundId } = z.object({ refundId: z.string() }).parse(JSON.parse(call.body));
      if (!lender.refund) return { outcome: 'refused', status: 422, code: 'refund_not_supported' };
      return lender.refund(account, call.applicationId, await refundFor(context.sql, order, refundId));
    }
    // The buyer chooses and signs on the lender's page.
    case 'accept':
    case 'release':
    case 'appointment':
    case 'appointment-cancel':
    case 'signature':
      return isDone;
  }
}
