import type { BankConfig, VoluntaryData } from '@installment-button/protocol';
import { lenderOf } from '../banks/lenders/lenders.ts';
import { wants } from '../banks/wanted-data.ts';
import type { Language } from './language.ts';

/**
 * The version of the consents' texts. A consent is stored by its version, so a changed word needs a new version, and a test checks
 * that (152-ФЗ, 218-ФЗ; a lawyer must read the texts before production).
 */
export const consentVersion = '2026-11-25';

export const personalDataConsent: Record<Language, (bank: string, data: readonly string[]) => string> = {
  ru: (bank, data) =>
    [
      `Я даю согласие на обработку моих персональных данных и на их передачу банку «${bank}».`,
      `Цель: рассмотреть мою заявку на рассрочку или кредит для покупки, указанной в заявке, сообщить мне решение и предложения и, если я выберу предложение этого банка, заключить и исполнить договор.`,
      `Получатель: банк «${bank}». Другим банкам по этому согласию данные не передаются.`,
      `Какие данные: ${data.join('; ')}. Необязательные данные, которых я не указываю, не передаются.`,
      `Что с ними делают: собирают, записывают, хранят, уточняют, используют, передают банку, блокируют, удаляют и уничтожают — с использованием средств автоматизации.`,
      `Срок: до решения по заявке и 180 дней после её завершения; если договор заключён — срок, который установлен договором и законом.`,
      `Как отозвать: письменным заявлением в банк «${bank}» или в магазин, где сделан заказ. После отзыва обработка прекращается, кроме случаев, когда закон обязывает её продолжать.`,
    ].join('\n\n'),
  en: (bank, data) =>
    [
      `I consent to the processing of my personal data and to their transfer to the bank ${bank}.`,
      `Purpose: to consider my application for an installment plan or credit for the purchase named in it, to tell me the decision and offers and, if I choose an offer of this bank, to conclude and perform the agreement.`,
      `Recipient: the bank ${bank}. Under this consent the data go to no other bank.`,
      `Data: ${data.join('; ')}. Voluntary data that I do not give are not transferred.`,
      `What is done with them: collection, recording, storage, correction, use, transfer to the bank, blocking, deletion and destruction, with automated means.`,
      `Term: until the decision and 180 days after the application has ended; if an agreement is concluded, the term set by it and by law.`,
      `How to withdraw: by a written notice to the bank ${bank} or to the shop where the order was made. The processing then stops unless the law demands otherwise.`,
    ].join('\n\n'),
};

export const creditHistoryText: Record<Language, string> = {
  ru: [
    'Я даю согласие на то, чтобы банки, которым я отправляю эту заявку, запросили мою кредитную историю в бюро кредитных историй.',
    'Цель: рассмотреть заявку на рассрочку или кредит, указанную в ней. Это согласие отдельное от согласий на обработку персональных данных.',
    'Срок: шесть месяцев; если договор заключён — весь срок его действия.',
    'Как отозвать: письменным заявлением в банк, которому отправлена заявка. Запросы, сделанные до отзыва, остаются в кредитной истории.',
  ].join('\n\n'),
  en: [
    'I consent that the banks to which I send this application request my credit history from credit bureaus.',
    'Purpose: to consider the application for an installment plan or credit. This consent is apart from those to the processing of personal data.',
    'Term: six months; if an agreement is concluded, the whole of its term.',
    'How to withdraw: by a written notice to the bank that the application was sent to. Requests made before stay in the credit history.',
  ].join('\n\n'),
};

/** The data that a bank gets, in words. */
export function sharedData(language: Language, bank: Pick<BankConfig, 'wants' | 'connector'>): string[] {
  if (lenderOf(bank)) return lenderData[language];
  return dataInWords[language].flatMap(([words, voluntary]) => (voluntary === undefined || wants(bank, voluntary) ? [words] : []));
}

/** The words of the data that this buyer may leave out. */
export function voluntaryWords(
  language: Language,
  bank: Pick<BankConfig, 'wants' | 'connector'>,
): { field: VoluntaryData; words: string }[] {
  const given = lenderOf(bank) ? lenderData[language] : null;
  return dataInWords[language].flatMap(([words, field]) =>
    field !== undefined && wants(bank, field) && (given?.includes(words) ?? true) ? [{ field, words }] : [],
  );
}

/** What a redirect lender gets: it asks for the rest on its own page. */
const lenderData: Record<Language, string[]> = {
  ru: ['фамилия, имя и отчество', 'телефон', 'товары, сумма и условия заявки', 'электронная почта'],
  en: ['last, first and middle name', 'phone', 'goods, sum and terms of the application', 'e-mail'],
};

const dataInWords: Record<Language, readonly [words: string, voluntary?: VoluntaryData][]> = {
  ru: [
    ['фамилия, имя и отчество'],
    ['дата и место рождения'],
    ['паспорт: серия, номер, кем и когда выдан, код подразделения'],
    ['адреса регистрации и проживания'],
    ['телефон'],
    ['занятость и доход'],
    ['товары, сумма и условия заявки'],
    ['место работы и должность', 'employer'],
    ['электронная почта', 'email'],
    ['СНИЛС', 'snils'],
    ['ИНН', 'inn'],
  ],
  en: [
    ['last, first and middle name'],
    ['date and place of birth'],
    ['passport: series, number, by whom and when issued, department code'],
    ['addresses of registration and residence'],
    ['phone'],
    ['employment and income'],
    ['goods, sum and terms of the application'],
    ['employer and position', 'employer'],
    ['e-mail', 'email'],
    ['SNILS', 'snils'],
    ['INN', 'inn'],
  ],
};
