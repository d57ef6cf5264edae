import { DAY } from '../platform/clock.ts';
import type { Context } from '../context.ts';
import { mailOf } from '../messages/mail-text.ts';
import { queueEmail } from '../messages/outbox.ts';
import { lockAttempts, type AttemptLimit } from '../platform/security/attempt-limits.ts';
import { emailOf, headsOf } from '../shops/users.ts';

const words = {
  ru: {
    subject: 'Секретный идентификатор витрины виден на странице магазина',
    paragraphs: [
      'Страница вашего магазина передала идентификатор витрины. Его должен знать только сервер магазина: кто знает его, может создавать заявки от имени магазина.',
      'Замените идентификатор витрины в кабинете, а на странице используйте идентификатор виджета:',
    ],
  },
  en: {
    subject: 'Your secret showcase id is visible on a page of your shop',
    paragraphs: [
      'A page of your shop sent the showcase id. Only the shop’s server may know it: whoever knows it can make orders in the name of your shop.',
      'Replace the showcase id in the cabinet, and use the widget id on the page:',
    ],
  },
};

/** Tells the heads of the shop, at most once a day. */
export async function tellOfLeakedShowcaseId(context: Context, shopId: string): Promise<void> {
  const onceADay: AttemptLimit = {
    key: context.encryption.blindIndex('t-bank', 'leaked', shopId),
    most: 1,
    withinMs: DAY,
    closedMs: () => DAY,
  };
  await context.transaction(async (tx) => {
    const attempts = await lockAttempts(tx.sql, context.clock.now(), [onceADay]);
    if (attempts.closedUntil([onceADay])) return;
    await attempts.count([onceADay]);
    const link = `${context.config.cabinetUrl}/integration`;
    for (const head of await headsOf(tx.sql, shopId)) {
      const { subject, paragraphs } = words[head.language];
      const mail = mailOf(subject, [...paragraphs, link], link);
      await queueEmail(context, tx, { orderId: null, purpose: 't-bank-showcase-leaked', to: emailOf(context, head), ...mail });
    }
  });
}
