import type { Locale } from '../../format/formats.ts';

const ru = {
  heading: 'Реквизиты для чеков',
  missing: 'Без них касса чек не напечатает',
  complete: 'Общие для всех касс',
  twice: 'Чеки печатаем мы. Выключите печать чеков в 1С, иначе покупатель получит два.',
  saved: 'Сохранено',
  wrong: 'Проверьте значение.',
  notChosen: 'Не выбрано',
  fields: {
    inn: ['ИНН', '10 цифр у компании, 12 у предпринимателя.'],
    email: ['Почта магазина', 'Её видит покупатель в чеке.'],
    address: ['Адрес сайта', 'Место расчётов: обычно адрес магазина в интернете.'],
    taxSystem: ['Система налогообложения', ''],
    vat: ['Ставка НДС по умолчанию', 'Для товаров без своей ставки.'],
    order: ['Какие чеки', 'Порядок денег и товара: 54-ФЗ, статья 4.7.'],
    bankMoney: ['Как показать деньги банка', 'Большинство считает оплату банком полным расчётом. Пример АТОЛ (раздел 9.7) делит её.'],
  },
  taxSystems: {
    osn: 'Общая',
    usn_income: 'УСН, доходы',
    usn_income_outcome: 'УСН, доходы минус расходы',
    envd: 'ЕНВД',
    esn: 'ЕСХН',
    patent: 'Патент',
  },
  rates: { none: 'Без НДС', '0': '0 %', '5': '5 %', '7': '7 %', '10': '10 %', '20': '20 %', '22': '22 %' },
  orders: { full: 'Один чек полного расчёта при подтверждении', 'by-order': 'Предоплата или кредит, по порядку денег и товара' },
  money: { electronic: 'Полный расчёт, безналичными', partial: 'Первый взнос и кредит отдельно' },
  handedOver: 'Товар передан при подтверждении',
  handedOverNote: 'Включите, если отдаёте товар сразу.',
};

type ReceiptTexts = typeof ru;

const en: ReceiptTexts = {
  heading: 'The shop’s data for receipts',
  missing: 'No cash register prints without them',
  complete: 'The same for all cash registers',
  twice: 'We print the receipts. Switch off printing in 1C, or the buyer gets two.',
  saved: 'Saved',
  wrong: 'Check the value.',
  notChosen: 'Not chosen',
  fields: {
    inn: ['INN', '10 digits of a company, 12 of a sole trader.'],
    email: ['The shop’s e-mail', 'The buyer sees it on the receipt.'],
    address: ['Address of the site', 'The place of the sale: usually the shop’s web address.'],
    taxSystem: ['Tax system', ''],
    vat: ['Usual rate of VAT', 'Of goods that name none.'],
    order: ['Which receipts', 'The order of money and goods: 54-FZ, article 4.7.'],
    bankMoney: ['How the bank’s money is shown', 'Most take it as a full settlement. ATOL’s example (section 9.7) splits it.'],
  },
  taxSystems: {
    osn: 'General',
    usn_income: 'Simplified, income',
    usn_income_outcome: 'Simplified, income less expenses',
    envd: 'ENVD',
    esn: 'Agricultural',
    patent: 'Patent',
  },
  rates: { none: 'No VAT', '0': '0 %', '5': '5 %', '7': '7 %', '10': '10 %', '20': '20 %', '22': '22 %' },
  orders: { full: 'One receipt of a full settlement at the confirm', 'by-order': 'Prepayment or credit, as money and goods follow' },
  money: { electronic: 'Full settlement, electronic', partial: 'First payment and credit apart' },
  handedOver: 'Goods are handed over at the confirm',
  handedOverNote: 'Switch it on where the goods go at once.',
};

export const receiptTexts: Record<Locale, ReceiptTexts> = { ru, en };
