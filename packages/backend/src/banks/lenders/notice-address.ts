import type { Context } from '../../context.ts';

/** Unsigned notices are told apart from strangers' calls by a code in the address. It never changes, because some lenders register it. */
export const noticeCode = (context: Context, connectionId: string) =>
  context.encryption
    .blindIndex('lender', 'notice', connectionId)
    .replace(/[^\w-]/g, '')
    .slice(0, 32);

export const noticeAddress = (context: Context, connectionId: string) =>
  `${context.config.publicUrl}/v1/lenders/${connectionId}/${noticeCode(context, connectionId)}`;
