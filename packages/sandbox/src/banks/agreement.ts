import { createHash } from 'node:crypto';
import { formatMoney } from '@installment-button/protocol/money';
import type { BankOffer } from '@installment-button/protocol/offer';
import type { Agreement } from './application.ts';
import type { BankProfile } from './profiles.ts';
import type { ApplyRequest } from './messages.ts';

/** The contract as the buyer reads it before signing. The signature covers the hash of this text. */
export function agreementFor(bank: BankProfile, request: ApplyRequest, offer: BankOffer, at: Date): Agreement {
  const title =
    offer.product === 'installment'
      ? 'Договор потребительского займа на покупку в рассрочку'
      : 'Договор потребительского кредита на покупку';
  const text = [...conditions(bank, request, offer, at), '', ...schedule(request, offer), '', ...duties(bank)].join('\n');
  return { title, text, sha256: createHash('sha256').update(text).digest('hex') };
}

function conditions(bank: BankProfile, request: ApplyRequest, offer: BankOffer, at: Date): string[] {
  const money = moneyOf(request);
  return [
    `ПОЛНАЯ СТОИМОСТЬ КРЕДИТА: ${percent(offer.fullCostRate)} ГОДОВЫХ, ${money(offer.fullCostAmount)}`,
    '',
    `Договор № ${request.applicationId} от ${day(at)}`,
    `Кредитор: учебный банк «${bank.name}» (песочница, договор не имеет юридической силы).`,
    '',
    '1. Индивидуальные условия',
    `1.1. Сумма кредита: ${money(offer.creditAmount)}.`,
    `1.2. Цена товаров: ${money(request.amount)}. Первый взнос: ${money(offer.firstPayment)}.`,
    `1.3. Срок: ${offer.term} мес. Число платежей: ${offer.schedule.length}.`,
    `1.4. Процентная ставка: ${percent(offer.rate)} годовых.`,
    `1.5. Ежемесячный платёж: ${money(offer.monthlyPayment)}. Всего к оплате: ${money(offer.totalPayment)}.`,
    `1.6. Назначение: оплата товаров — ${request.items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`)).join('; ')}.`,
    ...(offer.product === 'installment' ? ['1.7. Проценты оплачивает магазин: переплаты к цене нет.'] : []),
  ];
}

function schedule(request: ApplyRequest, offer: BankOffer): string[] {
  const money = moneyOf(request);
  return [
    '2. График платежей',
    ...offer.schedule.map(
      ({ date, payment, principal, interest }, index) =>
        `${index + 1}. ${day(new Date(`${date}T12:00:00Z`))}: ${money(payment)} (долг ${money(principal)}, проценты ${money(interest)})`,
    ),
  ];
}

function duties(bank: BankProfile): string[] {
  return [
    '3. Права и обязанности',
    '3.1. Заёмщик вправе вернуть кредит досрочно, полностью или частично, без платы и без согласия кредитора.',
    '3.2. При просрочке начисляется неустойка 20 процентов годовых на просроченную сумму.',
    `3.3. Банк «${bank.name}» перечисляет сумму кредита магазину после того, как магазин подтвердит отгрузку.`,
    '3.4. Если магазин отменил заказ, договор прекращается без расходов для заёмщика.',
  ];
}

const moneyOf = (request: ApplyRequest) => (amount: number) => formatMoney(amount, request.currency, 'ru', { fraction: true });

const percentFormat = new Intl.NumberFormat('ru', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const percent = (rate: number) => `${percentFormat.format(rate)} %`;

const dayFormat = new Intl.DateTimeFormat('ru', { timeZone: 'Europe/Moscow', dateStyle: 'long' });
const day = (at: Date) => dayFormat.format(at);
