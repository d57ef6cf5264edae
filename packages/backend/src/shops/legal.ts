import { computeOffer } from '@installment-button/protocol/compute-offer';
import type { Plan } from '@installment-button/protocol/plans';

/** Any day does: the full cost counts all months as equally long. */
const DAY_OF_ISSUE = '2026-01-15';

/**
 * What the law wants beside a price: the warning about the risk and the range of the full cost (ПСК). Of an installment the
 * range cannot be told before the offer, because there the shop pays the interest.
 * @param amount the sum that is shown; without it the range covers each plan's limits
 */
export function legalTexts(plans: readonly Plan[], amount?: number): { ru: string; en: string } {
  const range = rangeOfFullCost(plans, amount);
  return {
    ru: [
      'Оценивайте свои финансовые возможности и риски. Изучите все условия кредита до подписания договора.',
      range
        ? `Полная стоимость кредита (ПСК) — ${written(range, 'ru')}\u00a0% годовых.`
        : 'Полную стоимость кредита (ПСК) банк укажет в предложении.',
      'Кредит предоставляет банк, решение он принимает сам.',
    ].join(' '),
    en: [
      'Assess your financial capabilities and risks. Study all terms of the loan before you sign.',
      range
        ? `The full cost of credit (PSK) is ${written(range, 'en')}% a year.`
        : 'The bank states the full cost of credit (PSK) in its offer.',
      'The loan is given by a bank, which decides on its own.',
    ].join(' '),
  };
}

function rangeOfFullCost(plans: readonly Plan[], amount: number | undefined): { least: number; most: number } | null {
  const costs = plans
    .filter(({ rate }) => rate > 0)
    .flatMap(({ term, rate, minAmount, maxAmount }) =>
      (amount === undefined ? [Math.max(minAmount, 1), maxAmount] : [amount]).map(
        (sum) => computeOffer({ product: 'credit', amount: sum, firstPayment: 0, term, rate, startDate: DAY_OF_ISSUE }).fullCostRate,
      ),
    );
  return costs.length === 0 ? null : { least: Math.min(...costs), most: Math.max(...costs) };
}

function written({ least, most }: { least: number; most: number }, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return least === most
    ? format.format(least)
    : `${locale === 'ru' ? 'от' : 'from'} ${format.format(least)} ${locale === 'ru' ? 'до' : 'to'} ${format.format(most)}`;
}
