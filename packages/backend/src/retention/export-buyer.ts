import { normalizePhone } from '@installment-button/protocol';
import { agreementOf } from '../buyer-session/agreement.ts';
import { decryptApplicant } from '../buyer-session/applicant.ts';
import { phoneIndexOf } from '../buyer-session/phone.ts';
import { findSubmission } from '../buyer-session/store.ts';
import { findOrder } from '../orders/store.ts';
import { viewOrder } from '../orders/view.ts';
import type { Context } from '../context.ts';
import type { Row, Sql } from '../tables/schema.ts';
import { prefillOf } from './find-buyer.ts';
import { record } from '../cabinet/audit.ts';

/**
 * All that is kept of a buyer in one order, readable: for the person who asks for it. Written down in the audit log. `phone`: whose
 * drafts and prefill; absent: everybody's who began it.
 */
export async function exportBuyer(context: Context, orderId: string, phone?: string): Promise<Record<string, unknown>> {
  return context.transaction(async (tx) => {
    const order = await findOrder(tx.sql, orderId);
    await record(context, tx, { shopId: order.shopId, actor: 'operator', act: 'buyer.export', subject: order.id });
    const prefill = prefillOf(context, order);
    const submission = await findSubmission(tx.sql, orderId);
    const { link: _link, ...view } = await viewOrder(context, tx.sql, order);
    return {
      order: view,
      writtenByShop: isAbout(prefill, phone) ? prefill : null,
      application: submission
        ? {
            applicant: decryptApplicant(context, submission),
            consents: submission.consents,
            givenAt: submission.at,
            givenFrom: opened(context, 'submissions', 'evidence', orderId, submission.evidence),
          }
        : null,
      drafts: await draftsOf(context, tx.sql, orderId, phone === undefined ? undefined : phoneIndexOf(context, order, phone)),
      offers: (await tx.sql.selectFrom('offers').selectAll().where('orderId', '=', orderId).execute()).map(
        ({ bankId, terms, createdAt }) => ({
          bankId,
          ...terms,
          at: createdAt,
        }),
      ),
      appointment: await appointmentOf(context, tx.sql, orderId),
      agreement: agreementOf(context, order),
      messages: await tx.sql
        .selectFrom('messages')
        .select(['channel', 'purpose', 'createdAt', 'sentAt'])
        .where('orderId', '=', orderId)
        .orderBy('createdAt')
        .execute(),
      notesOfColleagues: (await tx.sql.selectFrom('notes').selectAll().where('orderId', '=', orderId).orderBy('id').execute()).map(
        (note) => ({
          at: note.at,
          text: context.encryption.decrypt(note.text, { table: 'notes', column: 'text', row: note.id }),
        }),
      ),
      readBy: await tx.sql.selectFrom('audit').select(['at', 'act', 'actor']).where('subject', '=', orderId).orderBy('id').execute(),
    };
  });
}

function opened(context: Context, table: string, column: string, row: string, encrypted: string): unknown {
  return JSON.parse(context.encryption.decrypt(encrypted, { table, column, row }));
}

function isAbout(prefill: ReturnType<typeof prefillOf>, phone: string | undefined): boolean {
  return phone === undefined || (prefill?.phone !== undefined && normalizePhone(prefill.phone) === phone);
}

async function draftsOf(context: Context, sql: Sql, orderId: string, phoneIndex?: string): Promise<unknown[]> {
  const drafts: Row<'drafts'>[] = await sql.selectFrom('drafts').selectAll().where('orderId', '=', orderId).execute();
  return drafts
    .filter((draft) => phoneIndex === undefined || draft.phoneIndex === phoneIndex)
    .map((draft) => opened(context, 'drafts', 'content', `${orderId}:${draft.phoneIndex}`, draft.content));
}

async function appointmentOf(context: Context, sql: Sql, orderId: string): Promise<unknown> {
  const signing = await sql.selectFrom('signings').select('appointment').where('orderId', '=', orderId).executeTakeFirst();
  return signing?.appointment ? opened(context, 'signings', 'appointment', orderId, signing.appointment) : null;
}
