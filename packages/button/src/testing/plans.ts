import type { Plan } from '@installment-button/protocol/plans';

/** A tariff table as `/v1/plans` answers it. */
export const plans: Plan[] = [
  { product: 'installment', term: 6, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 },
  { product: 'installment', term: 12, rate: 0, minAmount: 300_000, maxAmount: 30_000_000 },
  { product: 'credit', term: 24, rate: 17.315, minAmount: 300_000, maxAmount: 100_000_000 },
];

export const legal = {
  ru: 'Кредит выдаёт банк. Полная стоимость кредита — 19,894–35,792 %. Оценивайте свои финансовые возможности и риски',
  en: 'A bank grants the credit. Its full cost is 19.894–35.792%. Weigh your means and the risks',
};
