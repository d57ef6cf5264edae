import type { Provider } from '../../../connections/provider.ts';
import type { Context } from '../../../context.ts';
import { checkAccount } from '../check-account.ts';
import { read } from './calls.ts';

export const provider: Provider<Context> = {
  name: 't-bank',
  kind: 'lender',
  title: 'Т-Банк: рассрочка и кредит',
  fields: [
    { name: 'shopId', label: { ru: 'ID магазина', en: 'Shop id' }, kind: 'text' },
    { name: 'showcaseId', label: { ru: 'ID витрины', en: 'Showcase id' }, kind: 'text' },
    { name: 'apiPassword', label: { ru: 'Пароль API', en: 'API password' }, kind: 'secret' },
    {
      name: 'promoCode',
      label: { ru: 'Промокод', en: 'Promo code' },
      hint: { ru: 'Код продукта, например installment_0_0_6_10. Без него — default.', en: 'Code of the product. Default: default.' },
      kind: 'text',
      required: false,
      default: 'default',
    },
  ],
  check: (context, { test, values }) => checkAccount(context, { name: 't-bank', test, values }, read),
};
