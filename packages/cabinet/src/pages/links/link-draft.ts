import { normalizePhone } from '@installment-button/protocol/phone';
import type { NewLink } from '@installment-button/protocol/cabinet/links';
import type { Mode } from '@installment-button/protocol/cabinet/orders';
import type { Product } from '@installment-button/protocol/status';
import { readSum } from '@installment-button/protocol/written-sum';

export interface DraftLine {
  name: string;
  pieces: string;
  price: string;
}

/** The fields of the form, as the person typed them. */
export interface Draft {
  lines: DraftLine[];
  product: Product;
  /** In months; empty when the buyer chooses. */
  term: string;
  days: number;
  externalId: string;
  phone: string;
}

export type Fault = { line: number; part: 'name' | 'pieces' | 'price' } | { part: 'phone' };

export const emptyLine = (): DraftLine => ({ name: '', pieces: '1', price: '' });
export const emptyDraft = (): Draft => ({ lines: [emptyLine()], product: 'installment', term: '', days: 3, externalId: '', phone: '' });

const readPieces = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null);

/** The sum of the lines whose numbers can be read. */
export function totalOf({ lines }: Draft): number {
  return lines.reduce((sum, { pieces, price }) => sum + (readPieces(pieces) ?? 0) * (readSum(price) ?? 0), 0);
}

export function faultsOf({ lines, phone }: Draft): Fault[] {
  const faults = lines.flatMap(({ name, pieces, price }, line): Fault[] => [
    ...(name.trim() === '' ? [{ line, part: 'name' as const }] : []),
    ...(readPieces(pieces) === null ? [{ line, part: 'pieces' as const }] : []),
    ...((readSum(price) ?? 0) === 0 ? [{ line, part: 'price' as const }] : []),
  ]);
  return phone.trim() !== '' && normalizePhone(phone) === null ? [...faults, { part: 'phone' }] : faults;
}

export function readDraft(draft: Draft, mode: Mode, now: Date): NewLink {
  const externalId = draft.externalId.trim();
  const phone = normalizePhone(draft.phone);
  return {
    mode,
    product: draft.product,
    items: draft.lines.map(({ name, pieces, price }) => ({
      name: name.trim(),
      quantity: readPieces(pieces) ?? 1,
      price: readSum(price) ?? 0,
    })),
    expiresAt: new Date(now.getTime() + draft.days * 86_400_000).toISOString(),
    ...(draft.term === '' ? {} : { term: Number(draft.term) }),
    ...(externalId === '' ? {} : { externalId }),
    ...(phone === null ? {} : { phone }),
  };
}
