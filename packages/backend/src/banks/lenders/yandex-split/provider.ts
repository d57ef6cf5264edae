import type { Provider } from '../../../connections/provider.ts';
import type { Context } from '../../../context.ts';
import { checkAccount } from '../check-account.ts';
import { read } from './calls.ts';

export const provider: Provider<Context> = {
  name: 'yandex-split',
  kind: 'lender',
  title: 'Яндекс Сплит',
  fields: [
    { name: 'merchantId', label: { ru: 'Merchant ID', en: 'Merchant ID' }, kind: 'text' },
    { name: 'apiKey', label: { ru: 'API-ключ', en: 'API key' }, kind: 'secret' },
  ],
  check: (context, { test, values }) => checkAccount(context, { name: 'yandex-split', test, values }, read),
};
