import { plural } from './plural-ru.ts';

/** The texts up to the first step. «Вы», no exclamation marks; an error says what to do. */
export const ru = {
  locale: 'ru' as 'ru' | 'en',
  back: 'Назад',
  close: 'Закрыть',
  saved: 'Сохранено',
  notSaved: 'Не сохранено',
  continue: 'Продолжить',
  retry: 'Повторить',
  step: (number: number, total: number) => `Шаг ${number} из ${total}`,
  part: (number: number, total: number) => `часть ${number} из ${total}`,
  perMonth: 'в месяц',
  /** Where the term is not the term that the buyer asked for. */
  perMonthTimes: (count: number) => `в месяц × ${count}`,
  from: 'от',
  loading: 'Открываем заявку',
  testOrder: 'Тестовый заказ: банки и деньги ненастоящие',
  months: (count: number) => `${count} ${plural(count, 'месяц', 'месяца', 'месяцев')}`,
  forMonths: (count: number) => `на ${count} ${plural(count, 'месяц', 'месяца', 'месяцев')}`,
  forMonthsTitle: (count: number) => `На ${count} ${plural(count, 'месяц', 'месяца', 'месяцев')}`,
  backToShop: 'Вернуться в магазин',
  product: { installment: 'Рассрочка', credit: 'Кредит' },
  bankName: (name: string) => `Банк «${name}»`,

  order: {
    heading: 'Ваш заказ',
    number: (externalId: string) => `Заказ № ${externalId}`,
    discount: 'Скидка',
    total: 'Итого',
    goods: (first: string, others: number) => (others ? `${first} и ещё ${others} ${plural(others, 'товар', 'товара', 'товаров')}` : first),
    exact: 'в месяц, точную сумму назовут банки',
    asked: 'Вы просили',
    withFirstPayment: (sum: string) => `взнос ${sum}`,
    withoutFirstPayment: 'без взноса',
    overpayment: 'переплата',
  },

  terms: {
    heading: { installment: 'Рассрочка на покупку', credit: 'Кредит на покупку' },
    lead: 'Одна анкета — ответы нескольких банков за две минуты',
    payment: 'Платёж',
    term: 'Срок, месяцев',
    firstPayment: 'Первый взнос, ₽',
    firstPaymentHint: 'Можно без взноса',
    firstPaymentTooMuch: (most: string) => `Уменьшите взнос: не больше ${most}`,
    phone: 'Телефон',
    phoneHint: 'Пришлём код из СМС',
    phoneWrong: 'Укажите российский мобильный: +7 и десять цифр',
    note: 'Кредит выдаёт банк. До подписи договора вы ничего не должны',
    selfBan:
      'Если на Госуслугах стоит самозапрет на кредиты, банки обязаны отказать. Снять его можно там же, он перестанет действовать на второй день',
    noPlans: 'На эту сумму банки пока ничего не предлагают',
    resumeHeading: 'Продолжим заявку',
    resumeLead: 'Подтвердите тот же телефон — вернёмся туда, где вы остановились',
  },

  code: {
    heading: 'Код из СМС',
    sentTo: (phone: string) => `Отправили на ${phone}`,
    sentToYou: 'Отправили на ваш телефон',
    label: 'Шесть цифр из СМС',
    newCodeIn: 'Новый код через',
    newCode: 'Отправить новый код',
    attemptsLeft: (count: number) =>
      `${plural(count, 'Осталась', 'Осталось', 'Осталось')} ${count} ${plural(count, 'попытка', 'попытки', 'попыток')}`,
    wrong: (count: number) =>
      count > 0
        ? `Код не подошёл. ${plural(count, 'Осталась', 'Осталось', 'Осталось')} ${count} ${plural(count, 'попытка', 'попытки', 'попыток')}`
        : 'Код не подошёл. Запросите новый',
    expired: 'Код больше не действует. Запросите новый',
    changePhone: 'Изменить телефон',
    secret: 'Код никому не называйте, даже сотруднику банка',
    checking: 'Проверяем код',
  },

  failures: {
    linkHeading: 'Ссылка не открывается',
    linkLead: 'Она неполная или больше не действует. Вернитесь в магазин и нажмите кнопку ещё раз',
    serviceHeading: 'Не получается открыть заявку',
    serviceLead: 'Сервис не отвечает. Попробуйте ещё раз через минуту, сохранённое не потеряется',
    offlineHeading: 'Нет связи',
    offlineLead: 'Проверьте интернет и попробуйте ещё раз, сохранённое не потеряется',
    offline: 'Нет связи. Проверьте интернет и попробуйте ещё раз',
    service: 'Сервис не отвечает. Попробуйте ещё раз через минуту',
    rateLimited: (wait: string | null) => (wait ? `Слишком много попыток. Попробуйте ${wait}` : 'Слишком много попыток. Попробуйте позже'),
    phoneFixed: 'Заявку отправили с другого телефона. Подтвердите тот же номер',
    busy: 'Банк ещё обрабатывает прошлое действие. Подождите несколько секунд',
    moved: 'Заявка изменилась в другом окне. Показываем, как есть сейчас',
    offerGone: 'Этого предложения больше нет. Выберите другое',
    slotTaken: 'Это время только что заняли. Выберите другое',
    noMoreRestarts: 'Для этого заказа попытки закончились. Оплатите его в магазине другим способом',
    chunk: 'Не удалось загрузить следующий шаг',
  },
};
