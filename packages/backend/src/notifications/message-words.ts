import type { Rejection } from '@installment-button/protocol/bad-ends';

export type Message = 'offers' | 'signed' | Rejection | 'canceled' | 'expired' | 'terminated' | 'refunded';
export type Language = 'ru' | 'en';

export interface NoticeFacts {
  shop: string;
  /** The order's link: brings the buyer back. */
  link: string;
  /** The chosen bank, once signed. */
  bank: string;
}

interface Words {
  sms(facts: NoticeFacts): string;
  subject(facts: NoticeFacts): string;
  lines(facts: NoticeFacts): string[];
  /** On the link. */
  action: string;
}

/** What the buyer is told. Neither sums nor names: a phone lies on the table, and a mailbox has more than one reader. */
export const words: Record<Message, Record<Language, Words>> = {
  offers: {
    ru: {
      sms: ({ shop, link }) => `${shop}: банк одобрил вашу заявку. Выберите предложение: ${link}`,
      subject: ({ shop }) => `${shop}: банк одобрил вашу заявку`,
      lines: ({ shop }) => [
        `По вашей заявке на покупку в магазине «${shop}» есть первое одобрение.`,
        'Откройте заявку, сравните предложения и выберите одно из них. Вход — по коду из SMS.',
      ],
      action: 'Посмотреть предложения',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: a bank approved your application. Choose an offer: ${link}`,
      subject: ({ shop }) => `${shop}: a bank approved your application`,
      lines: ({ shop }) => [
        `Your application at ${shop} has its first approval.`,
        'Open it, compare the offers and choose one. You sign in with a code from an SMS.',
      ],
      action: 'See the offers',
    },
  },
  signed: {
    ru: {
      sms: ({ shop, bank }) => `${shop}: договор с банком ${bank} подписан. Магазин готовит ваш заказ.`,
      subject: ({ shop }) => `${shop}: договор подписан`,
      lines: ({ shop, bank }) => [
        `Договор с банком «${bank}» подписан. Магазин «${shop}» подтвердит заказ и займётся доставкой.`,
        'Договор и график платежей остаются в заявке — их можно открыть и скачать.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop, bank }) => `${shop}: your agreement with ${bank} is signed. The shop prepares your order.`,
      subject: ({ shop }) => `${shop}: the agreement is signed`,
      lines: ({ shop, bank }) => [
        `Your agreement with ${bank} is signed. ${shop} will confirm the order and take care of the delivery.`,
        'The agreement and the payment schedule stay in the application, to read and to download.',
      ],
      action: 'Open the application',
    },
  },
  refused: {
    ru: {
      sms: ({ shop, link }) => `${shop}: банки не одобрили заявку. Можно изменить условия: ${link}`,
      subject: ({ shop }) => `${shop}: ответ по вашей заявке`,
      lines: ({ shop }) => [
        `Банки не одобрили заявку на покупку в магазине «${shop}» на этих условиях.`,
        'Можно попробовать другой срок или первый взнос — или выбрать в магазине другой способ оплаты.',
      ],
      action: 'Изменить условия',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: the banks did not approve the application. You can change the terms: ${link}`,
      subject: ({ shop }) => `${shop}: the answer to your application`,
      lines: ({ shop }) => [
        `The banks did not approve the application at ${shop} on these terms.`,
        'You can try another term or a first payment, or pay the shop in another way.',
      ],
      action: 'Change the terms',
    },
  },
  outage: {
    ru: {
      sms: ({ shop, link }) => `${shop}: банки не смогли ответить. Это сбой, а не отказ. Отправьте анкету ещё раз: ${link}`,
      subject: ({ shop }) => `${shop}: банки не смогли ответить`,
      lines: ({ shop }) => [
        `Банки не смогли рассмотреть заявку на покупку в магазине «${shop}»: с ними не было связи, или они не ответили вовремя.`,
        'Это сбой, а не отказ. Отправьте анкету ещё раз или выберите в магазине другой способ оплаты.',
      ],
      action: 'Отправить ещё раз',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: the banks could not answer. This is a failure, not a refusal. Send the form again: ${link}`,
      subject: ({ shop }) => `${shop}: the banks could not answer`,
      lines: ({ shop }) => [
        `The banks could not consider the application at ${shop}: they were out of reach or did not answer in time.`,
        'This is a failure, not a refusal. Send the form again, or pay the shop in another way.',
      ],
      action: 'Send it again',
    },
  },
  withdrawn: {
    ru: {
      sms: ({ shop, link }) => `${shop}: предложение банка больше не действует. Договора нет, вы ничего не должны. Другие условия: ${link}`,
      subject: ({ shop }) => `${shop}: предложение банка больше не действует`,
      lines: ({ shop }) => [
        `Банк отозвал предложение по заявке в магазине «${shop}», или его срок вышел.`,
        'Договора нет, вы ничего не должны. Можно попробовать другие условия или оплатить покупку иначе.',
      ],
      action: 'Изменить условия',
    },
    en: {
      sms: ({ shop, link }) => `${shop}: the bank’s offer is gone. There is no agreement, you owe nothing. Other terms: ${link}`,
      subject: ({ shop }) => `${shop}: the bank’s offer is gone`,
      lines: ({ shop }) => [
        `The bank withdrew its offer for the application at ${shop}, or the offer ran out.`,
        'There is no agreement, you owe nothing. You can try other terms, or pay the shop in another way.',
      ],
      action: 'Change the terms',
    },
  },
  canceled: {
    ru: {
      sms: ({ shop }) => `${shop}: заявка отменена. Договора нет, вы ничего не должны.`,
      subject: ({ shop }) => `${shop}: заявка отменена`,
      lines: ({ shop }) => [
        `Заявка на покупку в магазине «${shop}» отменена.`,
        'Договора нет, вы ничего не должны. Оформить покупку можно заново в магазине.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop }) => `${shop}: the application is canceled. There is no agreement, you owe nothing.`,
      subject: ({ shop }) => `${shop}: the application is canceled`,
      lines: ({ shop }) => [
        `The application at ${shop} is canceled.`,
        'There is no agreement, you owe nothing. You can begin anew in the shop.',
      ],
      action: 'Open the application',
    },
  },
  expired: {
    ru: {
      sms: ({ shop }) => `${shop}: срок заявки вышел. Договора нет, вы ничего не должны.`,
      subject: ({ shop }) => `${shop}: срок заявки вышел`,
      lines: ({ shop }) => [
        `Срок заявки на покупку в магазине «${shop}» вышел, условия банков больше не действуют.`,
        'Договора нет, вы ничего не должны. Оформить покупку можно заново в магазине.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop }) => `${shop}: the application has expired. There is no agreement, you owe nothing.`,
      subject: ({ shop }) => `${shop}: the application has expired`,
      lines: ({ shop }) => [
        `The application at ${shop} has expired, the banks’ terms hold no more.`,
        'There is no agreement, you owe nothing. You can begin anew in the shop.',
      ],
      action: 'Open the application',
    },
  },
  terminated: {
    ru: {
      sms: ({ shop, bank, link }) =>
        `${shop}: договор с банком ${bank} расторгнут, платить по нему не нужно. Что делать с документами и товаром: ${link}`,
      subject: ({ shop }) => `${shop}: договор расторгнут`,
      lines: ({ shop, bank }) => [
        `Договор с банком «${bank}» на покупку в магазине «${shop}» расторгнут. Платежи по графику вносить не нужно.`,
        'Попросите у банка подтверждение, что договор расторгнут и долга нет. Если банк уже что-то списал, попросите вернуть.',
        'Если товар уже у вас, договоритесь с магазином: оплатить иначе или вернуть.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop, bank, link }) =>
        `${shop}: your agreement with ${bank} is terminated, you need not pay under it. Papers and goods: ${link}`,
      subject: ({ shop }) => `${shop}: the agreement is terminated`,
      lines: ({ shop, bank }) => [
        `Your agreement with ${bank} for the purchase at ${shop} is terminated. You need not pay by the schedule.`,
        'Ask the bank to confirm that the agreement is terminated and nothing is owed. If the bank has already taken something, ask for it back.',
        'If you already have the goods, agree with the shop: pay another way or give them back.',
      ],
      action: 'Open the application',
    },
  },
  refunded: {
    ru: {
      sms: ({ shop, bank }) => `${shop}: магазин вернул деньги банку ${bank}. Новый график платежей спросите у банка.`,
      subject: ({ shop }) => `${shop}: магазин вернул деньги`,
      lines: ({ shop, bank }) => [
        `Магазин «${shop}» вернул деньги за покупку банку «${bank}». Банк уменьшит ваш долг на эту сумму.`,
        'Новый график платежей спросите у банка. Если возвращена вся сумма, попросите подтверждение, что договор закрыт и долга нет.',
      ],
      action: 'Открыть заявку',
    },
    en: {
      sms: ({ shop, bank }) => `${shop}: the shop gave the money back to ${bank}. Ask the bank for the new payment schedule.`,
      subject: ({ shop }) => `${shop}: the shop gave the money back`,
      lines: ({ shop, bank }) => [
        `${shop} gave the money for the purchase back to ${bank}. The bank takes it off your debt.`,
        'Ask the bank for the new payment schedule. If all of it was given back, ask for a confirmation that the agreement is closed and nothing is owed.',
      ],
      action: 'Open the application',
    },
  },
};
