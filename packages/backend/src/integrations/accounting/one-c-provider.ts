import type { Provider } from '../../connections/provider.ts';
import { findConnection } from '../../connections/store.ts';
import { refused } from '../../connections/why-no-answer.ts';
import type { Context } from '../../context.ts';

export const ONE_C = 'one-c';

/** 1C calls us: the head copies our address into 1C. */
export const oneCProvider: Provider<Context> = {
  name: ONE_C,
  kind: 'accounting',
  title: '1С: обмен заказами',
  note: {
    ru: 'Придумайте имя и пароль и впишите их в 1С вместе с адресом обмена. Если в 1С включена печать чеков, выключите её.',
    en: 'Make up a name and a password and enter them in 1C with the address of the exchange. Switch printing of receipts off in 1C.',
  },
  fields: [
    { name: 'user', label: { ru: 'Имя для 1С', en: 'Name for 1C' }, kind: 'text' },
    { name: 'password', label: { ru: 'Пароль для 1С', en: 'Password for 1C' }, kind: 'secret' },
    {
      name: 'profile',
      label: { ru: 'Кто обращается', en: 'Who calls' },
      kind: 'choice',
      default: 'standard',
      choices: [
        { value: 'standard', label: { ru: 'Обмен с сайтом в УТ и УНФ', en: 'The exchange with a site of UT and UNF' } },
        { value: 'bitrix-module', label: { ru: 'Модуль 1С-Битрикс', en: 'The module of 1C-Bitrix' } },
      ],
    },
    {
      name: 'from',
      label: { ru: 'Когда заказ уходит в 1С', en: 'When an order goes to 1C' },
      hint: {
        ru: 'УТ не перечитывает заказ, который у неё уже в работе: поздняя оплата или отмена туда не попадёт.',
        en: 'UT reads an order that has moved on no more: a later payment or cancel is lost there.',
      },
      kind: 'choice',
      default: 'confirmed',
      choices: [
        { value: 'confirmed', label: { ru: 'После подтверждения', en: 'Once it is confirmed' } },
        { value: 'signed', label: { ru: 'После подписания', en: 'Once it is signed' } },
      ],
    },
    {
      name: 'encoding',
      label: { ru: 'Кодировка', en: 'Encoding' },
      kind: 'choice',
      default: 'utf-8',
      choices: [
        { value: 'utf-8', label: { ru: 'UTF-8', en: 'UTF-8' } },
        { value: 'utf-8-bom', label: { ru: 'UTF-8 с BOM', en: 'UTF-8 with BOM' } },
        { value: 'windows-1251', label: { ru: 'windows-1251', en: 'windows-1251' } },
      ],
    },
  ],
  async check(context, { shopId, test }) {
    const connection = await findConnection(context.sql, { shopId, provider: ONE_C, test });
    const exchange = await context.sql
      .selectFrom('connectionJournal')
      .select('id')
      .where('connectionId', '=', connection?.id ?? '')
      .where('act', '=', 'exchange')
      .where('outcome', '=', 'done')
      .where('at', '>=', connection?.changedAt ?? new Date(0))
      .limit(1)
      .executeTakeFirst();
    return exchange ? { ok: true } : refused('1С ещё не обращалась: запустите в ней обмен.', '1C has not called yet: run its exchange.');
  },
  addresses: (context, connectionId) => [
    {
      label: { ru: 'Адрес обмена для 1С', en: 'Address of the exchange for 1C' },
      value: `${context.config.publicUrl}/exchange/1c/${connectionId}`,
    },
  ],
};
