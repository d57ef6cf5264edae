import { fittingPlans, products, type BankConfig, type Product } from '@installment-button/protocol';
import type { FittingPlan, Plan } from '@installment-button/protocol/plans';
import type { Context } from '../context.ts';

/** Banks that lend this sum. Test orders go to test banks, live orders to live banks. */
export function fittingBanks(context: Pick<Context, 'banks'>, order: { test: boolean; product: Product; amount: number }): BankConfig[] {
  return banksOf(context, order.test).filter(
    (bank) => bank.products.includes(order.product) && bank.minAmount <= order.amount && order.amount <= bank.maxAmount,
  );
}

/** The sums that at least one bank lends, as separate ranges; empty: no bank has the product. */
export function limitsOf(context: Pick<Context, 'banks'>, { test, product }: { test: boolean; product: Product }): Range[] {
  return joined(banksOf(context, test).filter((bank) => bank.products.includes(product)));
}

export interface Range {
  minAmount: number;
  maxAmount: number;
}

interface PlanQuery {
  test: boolean;
  product?: Product | undefined;
}

/** Every bank's own plans. In an installment the shop pays the rate, else the buyer. */
export function plansOfBanks(
  context: Pick<Context, 'banks'>,
  { test, product, amount }: PlanQuery & { amount?: number | undefined },
): Plan[] {
  return banksOf(context, test)
    .flatMap(plansOfBank)
    .filter((plan) => product === undefined || plan.product === product)
    .filter((plan) => amount === undefined || (plan.minAmount <= amount && amount <= plan.maxAmount));
}

/** The tariff table of all banks from the buyer's view: the lowest rate for each product, term and sum. */
export function plansFor(context: Pick<Context, 'banks'>, { test, product }: PlanQuery): Plan[] {
  // In an installment the buyer pays the price only. The shop pays the interest.
  const plans = plansOfBanks(context, { test, product }).map((plan) => ({ ...plan, rate: plan.product === 'installment' ? 0 : plan.rate }));
  const groups = Map.groupBy(plans, (plan) => `${plan.product} ${plan.term}`);
  return [...groups.values()]
    .flatMap(cheapest)
    .sort(
      (one, other) =>
        products.indexOf(one.product) - products.indexOf(other.product) || one.term - other.term || one.minAmount - other.minAmount,
    );
}

/** Only the plans that fit the sum, each with its payment; within a product the lowest payment first. */
export function plansForAmount(context: Pick<Context, 'banks'>, query: PlanQuery & { amount: number }): FittingPlan[] {
  const plans = plansFor(context, query);
  return (query.product ? [query.product] : [...products])
    .flatMap((product) => fittingPlans(plans, query.amount, product))
    .sort((one, other) => one.monthlyPayment - other.monthlyPayment || one.term - other.term);
}

function banksOf(context: Pick<Context, 'banks'>, test: boolean): BankConfig[] {
  return [...context.banks.values()].filter((bank) => (bank.test ?? false) === test);
}

/** A bank's plans within its own limits. */
function plansOfBank(bank: BankConfig): Plan[] {
  return (bank.plans ?? [])
    .filter(({ product }) => bank.products.includes(product))
    .map((plan) => ({
      ...plan,
      minAmount: Math.max(plan.minAmount, bank.minAmount),
      maxAmount: Math.min(plan.maxAmount, bank.maxAmount),
    }))
    .filter(({ minAmount, maxAmount }) => minAmount <= maxAmount);
}

/** For plans of one product and term: the lowest rate at every sum, in as few rows as possible. */
function cheapest(plans: Plan[]): Plan[] {
  const starts = [...new Set(plans.flatMap(({ minAmount, maxAmount }) => [minAmount, maxAmount + 1]))].sort((one, other) => one - other);
  const rows: Plan[] = [];
  starts.forEach((minAmount, index) => {
    const end = starts[index + 1];
    const [best] = plans
      .filter((plan) => plan.minAmount <= minAmount && minAmount <= plan.maxAmount)
      .sort((one, other) => one.rate - other.rate);
    if (!best || end === undefined) return;
    const before = rows.at(-1);
    if (before?.rate === best.rate && before.maxAmount + 1 === minAmount) before.maxAmount = end - 1;
    else rows.push({ ...best, minAmount, maxAmount: end - 1 });
  });
  return rows;
}

function joined(ranges: Range[]): Range[] {
  const rows: Range[] = [];
  for (const { minAmount, maxAmount } of ranges.toSorted((one, other) => one.minAmount - other.minAmount)) {
    const before = rows.at(-1);
    if (before && minAmount <= before.maxAmount + 1) before.maxAmount = Math.max(before.maxAmount, maxAmount);
    else rows.push({ minAmount, maxAmount });
  }
  return rows;
}
