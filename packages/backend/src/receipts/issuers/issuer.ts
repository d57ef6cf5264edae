import type { Unit } from '@installment-button/protocol';
import type { Connection } from '../../connections/store.ts';
import type { Values } from '../../connections/provider.ts';
import type { Context } from '../../context.ts';
import type { NeighbourAnswer } from '../../platform/outbound/call-neighbour.ts';
import type { Rate, ReceiptAnswer, ReceiptRequest, SettlementMethod } from '../receipt-request.ts';

/** A document that is asked for. `handle`: what the issuer gave when it took the document; null: it was not taken yet. */
export interface Asked {
  request: ReceiptRequest;
  handle: string | null;
  /** When the first attempt under this id began. */
  begunAt: Date;
}

/**
 * A provider of fiscal receipts. One call makes one step: it hands the document over, or asks what became of it. Throws `NoAnswer` where
 * nothing came back; the same step is then taken again.
 */
export interface ReceiptIssuer {
  issue(context: Context, account: { connection: Connection; values: Values }, asked: Asked): Promise<ReceiptAnswer>;
}

export const again = (reason: string): ReceiptAnswer => ({ state: 'again', reason });
export const refusedWith = (reason: string): ReceiptAnswer => ({ state: 'refused', reason });

/** Kopecks as roubles with two decimals. */
export const roubles = (kopecks: number): number => Math.round(kopecks) / 100;

/** Tag 2108. */
export const measures: Readonly<Record<Unit, number>> = {
  piece: 0,
  g: 10,
  kg: 11,
  t: 12,
  cm: 20,
  dm: 21,
  m: 22,
  cm2: 30,
  dm2: 31,
  m2: 32,
  ml: 40,
  l: 41,
  m3: 42,
  day: 70,
  hour: 71,
  other: 255,
};

/** Tag 1197, FFD 1.05. */
export const unitNames: Readonly<Record<Unit, string>> = {
  piece: 'шт',
  g: 'г',
  kg: 'кг',
  t: 'т',
  cm: 'см',
  dm: 'дм',
  m: 'м',
  cm2: 'кв.см',
  dm2: 'кв.дм',
  m2: 'кв.м',
  ml: 'мл',
  l: 'л',
  m3: 'куб.м',
  day: 'сутки',
  hour: 'час',
  other: 'ед',
};

/** Tag 1214. */
export const methodNumbers: Readonly<Record<SettlementMethod, number>> = {
  full_prepayment: 1,
  full_payment: 4,
  partial_payment: 5,
  credit: 6,
  credit_payment: 7,
};

export const cut = (text: string, longest: number): string =>
  [...text].length > longest ? `${[...text].slice(0, longest - 1).join('')}…` : text;

/** Whether the answer is the fault of the moment: overloaded, down, or a page of a proxy in place of an answer. */
export const isPassing = ({ status, json }: NeighbourAnswer): boolean => status === 429 || status >= 500 || json === undefined;

/** A document without a rate waits for one before it comes here: none is never taken for "no VAT". */
export function namedRate(vat: Rate | null): Rate {
  if (vat === null) throw new Error('a line without a rate of VAT');
  return vat;
}
