import type { Agreement } from '@installment-button/protocol';
import type { Context } from '../context.ts';
import type { Row } from '../tables/schema.ts';
import { sha256Hex } from '../platform/security/encryption.ts';

const place = (orderId: string) => ({ table: 'orders', column: 'agreement_text', row: orderId });

/** The order's columns of an agreement. What is signed is the SHA-256 of the text's UTF-8 bytes. */
export function encryptAgreement(context: Context, orderId: string, { title, text }: { title: string; text: string }) {
  return { agreementTitle: title, agreementText: context.encryption.encrypt(text, place(orderId)), agreementSha256: sha256Hex(text) };
}

/** The agreement of the chosen offer, or null where none is chosen. */
export function agreementOf(context: Context, order: Row<'orders'>): Agreement | null {
  const { agreementTitle: title, agreementText, agreementSha256: sha256 } = order;
  if (title === null || agreementText === null || sha256 === null) return null;
  return { title, text: context.encryption.decrypt(agreementText, place(order.id)), sha256 };
}
