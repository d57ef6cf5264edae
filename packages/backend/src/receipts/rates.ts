import { rates, type Rate } from './receipt-request.ts';

/** The rate that a shop or an item names, `vat22` and `22` alike. An unknown one is an error: it must never become "no VAT" in silence. */
export function readRate(written: string): Rate {
  const name = written.replace(/^vat/, '');
  const found = rates.find((rate) => rate === name);
  if (!found) throw new Error(`no rate of VAT: ${written}`);
  return found;
}

/** The rate inside money that comes before the goods (22/122 for 22). */
export function calculatedRate(rate: Rate): Rate {
  return rates.find((other) => other === `${rate}/1${rate.padStart(2, '0')}`) ?? rate;
}
