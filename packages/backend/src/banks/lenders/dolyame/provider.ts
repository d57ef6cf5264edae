import type { Provider } from '../../../connections/provider.ts';
import type { Context } from '../../../context.ts';
import { checkAccount } from '../check-account.ts';
import { read } from './calls.ts';

export const provider: Provider<Context> = {
  name: 'dolyame',
  kind: 'lender',
  title: 'Долями',
  fields: [
    { name: 'login', label: { ru: 'Логин', en: 'Login' }, kind: 'text' },
    { name: 'password', label: { ru: 'Пароль', en: 'Password' }, kind: 'secret' },
    { name: 'certificate', label: { ru: 'Сертификат клиента (PEM)', en: 'Client certificate (PEM)' }, kind: 'file' },
    { name: 'key', label: { ru: 'Ключ сертификата (PEM)', en: 'Key of the certificate (PEM)' }, kind: 'file' },
    {
      name: 'authority',
      label: { ru: 'Корневой сертификат', en: 'Root certificate' },
      hint: { ru: 'Только если сервер подписан не публичным центром.', en: 'Only where the server’s authority is no public one.' },
      kind: 'file',
      required: false,
    },
  ],
  check: (context, { test, values }) => checkAccount(context, { name: 'dolyame', test, values }, read),
};
