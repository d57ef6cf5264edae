/** What a person does on a screen of the application, whatever drives the browser. Names and labels are the visible ones, in Russian. */
export interface BuyerScreen {
  /** Waits for the screen with this heading. */
  sees(heading: string | RegExp): Promise<void>;
  presses(button: string | RegExp): Promise<void>;
  types(label: string, value: string): Promise<void>;
  picks(label: string, option: string): Promise<void>;
  /** A checkbox that is off, or a radio button. */
  checks(role: 'checkbox' | 'radio', name: string | RegExp): Promise<void>;
}

/** Called after each step, to look at it. */
export type Look = (step: string) => Promise<void>;

/** The buyer's way through the application, from the phone to the signature. */
export interface BuyerStory {
  provesThePhone(phone: string, nextCode: () => Promise<string>): Promise<void>;
  fillsTheForm(lastName: string): Promise<void>;
  consentsToAllBanks(): Promise<void>;
  /** `inList`: the window is too narrow for the table, so the bank is marked in a list first. */
  choosesTheOfferOf(bank: string, options: { inList: boolean }): Promise<void>;
  signsByCode(nextCode: () => Promise<string>): Promise<void>;
}

export function buyerStory({ sees, presses, types, picks, checks }: BuyerScreen, look: Look): BuyerStory {
  return {
    async provesThePhone(phone, nextCode) {
      await types('Телефон', phone.replace('+7', ''));
      await presses('Продолжить');
      await sees('Код из СМС');
      await look('code');
      await types('Шесть цифр из СМС', await nextCode());
    },
    async fillsTheForm(lastName) {
      await sees('О вас');
      await types('Фамилия', lastName);
      await types('Имя', 'Марина');
      await types('Отчество, если есть', 'Андреевна');
      await types('Дата рождения', '14031991');
      await types('Почта для документов', 'marina@example.com');
      await look('form-person');
      await presses('Продолжить');
      await sees('Паспорт');
      await types('Серия и номер паспорта', '4511345678');
      await types('Место рождения', 'г. Москва');
      await types('Дата выдачи', '20042011');
      await types('Код подразделения', '770045');
      await types('Кем выдан', 'ОУФМС России по гор. Москве по району Тверской');
      await types('Адрес регистрации', '101000, г. Москва, ул. Лесная, д. 7, кв. 12');
      await look('form-passport');
      await presses('Продолжить');
      await sees('Работа и доход');
      await picks('Занятость', 'Работаю по найму');
      await types('Место работы', 'ООО «Ромашка»');
      await types('Должность', 'инженер');
      await types('Доход в месяц, ₽', '120000');
      await look('form-work');
      await presses('Продолжить');
    },
    async consentsToAllBanks() {
      await sees('Согласия');
      await presses('Выбрать все');
      await checks('checkbox', /кредитную историю/);
      await look('consents');
      await presses(/Отправить в \d+ банк/);
      await sees(/Банки отвеча|Банки ответили/);
    },
    async choosesTheOfferOf(bank, { inList }) {
      await presses(/Сравнить|Посмотреть предложение/);
      await sees(/предложени/);
      await look('offers');
      if (inList) await checks('radio', new RegExp(bank));
      await presses(`Выбрать «${bank}»`);
      await sees('Подпись');
      await look('signing');
    },
    async signsByCode(nextCode) {
      await presses('Получить код');
      await sees('Код из СМС');
      await look('signing-code');
      await types('Шесть цифр из СМС', await nextCode());
      await presses('Подписать договор');
    },
  };
}
