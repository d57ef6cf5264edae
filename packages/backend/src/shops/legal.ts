import { computeOffer } from '@installment-button/protocol/compute-offer';
import type { Plan } from '@installment-button/protocol/plans';

/** Any day gives the same result: the full cost counts all months as equally long. */
const DAY_OF_ISSUE = '2026-01-15';

/**
 * The law requires two texts beside a price: the range of the full cost (ПСК) and the warning about the risk. A lawyer must
 * approve the wording.
 * @param plans the banks' own plans with their rates; the full cost of an installment without a rate is known from its offer only
 * @param amount the sum that is shown; without it the range covers each plan's limits
 */
export function legalTexts(plans: readonly Plan[], amount?: number): { ru: string; en: string } {
  const range = rangeOfFullCost(plans, amount);
  const installment = plans.length > 0 && plans.every(({ product }) => product === 'installment');
  return {
    ru: [
      installment ? 'Кредит выдаёт банк, проценты платит магазин' : 'Кредит выдаёт банк',
      range ? `Полная стоимость кредита — ${written(range, 'ru')}\u00a0%` : 'Полную стоимость кредита банк укажет в предложении',
      'Оценивайте свои финансовые возможности и риски',
    ].join('. '),
    en: [
      installment ? 'A bank grants the credit, the shop pays its interest' : 'A bank grants the credit',
      range ? `Its full cost is ${written(range, 'en')}%` : 'The bank states its full cost in the offer',
      'Weigh your means and the risks',
    ].join('. '),
  };
}

interface FullCosts {
  least: number;
  most: number;
}

function rangeOfFullCost(plans: readonly Plan[], amount: number | undefined): FullCosts | null {
  const costs = plans
    .filter(({ rate }) => rate > 0)
    .flatMap(({ product, term, rate, minAmount, maxAmount }) =>
      (amount === undefined ? [Math.max(minAmount, 1), maxAmount] : [amount]).map(
        (sum) => computeOffer({ product, amount: sum, firstPayment: 0, term, rate, startDate: DAY_OF_ISSUE }).fullCostRate,
      ),
    );
  return costs.length === 0 ? null : { least: Math.min(...costs), most: Math.max(...costs) };
}

function written({ least, most }: FullCosts, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return least === most ? format.format(least) : `${format.format(least)}–${format.format(most)}`;
}
