import type { FrameLocator, Page } from 'playwright-core';

/** The buyer before the storefront's page, in words of what a person does. Russian, as the shop is. */
export interface BuyerPage {
  /** Waits for the step with this heading. */
  sees(heading: string | RegExp): Promise<void>;
  presses(name: string | RegExp): Promise<void>;
  opensTheApplication(): Promise<void>;
  provesThePhone(phone: string, nextCode: () => Promise<string>): Promise<void>;
  fillsTheForm(lastName: string): Promise<void>;
  consentsToAllBanks(): Promise<void>;
  choosesTheOfferOf(bank: string): Promise<void>;
  signsByCode(nextCode: () => Promise<string>): Promise<void>;
}

/** Called after each step, to look at it. */
export type Look = (step: string) => Promise<void>;

export function buyerPage(
  page: Page,
  look: Look = () => Promise.resolve(),
  /** Where the application stands: in the dialog's frame, or the page itself where it was opened by its link. */
  frame: Pick<FrameLocator, 'getByRole' | 'getByLabel'> = page.frameLocator('installment-dialog iframe'),
): BuyerPage {
  const sees = (heading: string | RegExp) => frame.getByRole('heading', { name: heading, level: 1 }).waitFor();
  const presses = (name: string | RegExp) => frame.getByRole('button', { name }).click();
  const type = async (label: string, value: string) => {
    const field = frame.getByLabel(label, { exact: true });
    await field.click();
    await field.pressSequentially(value);
  };
  return {
    sees,
    presses,
    async opensTheApplication() {
      // A busy machine may take longer than the dialog waits; the buyer would press it, too.
      const retry = page.getByRole('button', { name: 'Повторить' });
      await page.addLocatorHandler(retry, () => retry.click());
      await page.getByRole('button', { name: /Оформить в рассрочку/ }).click();
      await sees('Рассрочка на покупку');
      await look('terms');
    },
    async provesThePhone(phone, nextCode) {
      await type('Телефон', phone.replace('+7', ''));
      await presses('Продолжить');
      await sees('Код из СМС');
      await look('code');
      await frame.getByLabel('Шесть цифр из СМС').pressSequentially(await nextCode());
    },
    async fillsTheForm(lastName) {
      await sees('О вас');
      await type('Фамилия', lastName);
      await type('Имя', 'Марина');
      await type('Отчество, если есть', 'Андреевна');
      await type('Дата рождения', '14031991');
      await type('Почта для документов', 'marina@example.com');
      await look('form-person');
      await presses('Продолжить');
      await sees('Паспорт');
      await type('Место рождения', 'г. Москва');
      await type('Серия и номер паспорта', '4511345678');
      await type('Дата выдачи', '20042011');
      await type('Код подразделения', '770045');
      await type('Кем выдан', 'ОУФМС России по гор. Москве по району Тверской');
      await look('form-passport');
      await presses('Продолжить');
      await sees('Адрес');
      await type('Адрес регистрации', '101000, г. Москва, ул. Лесная, д. 7, кв. 12');
      await look('form-address');
      await presses('Продолжить');
      await sees('Работа и доход');
      await frame.getByLabel('Занятость').selectOption({ label: 'Работаю по найму' });
      await type('Место работы', 'ООО «Ромашка»');
      await type('Должность', 'инженер');
      await type('Доход в месяц, ₽', '120000');
      await look('form-work');
      await presses('Продолжить');
    },
    async consentsToAllBanks() {
      await sees('Согласия');
      await presses('Выбрать все');
      await frame.getByRole('checkbox', { name: /кредитную историю/ }).check();
      await look('consents');
      await presses(/Отправить в \d+ банк/);
      await sees(/Банки отвеча|Банки ответили/);
    },
    async choosesTheOfferOf(bank) {
      await presses(/Сравнить|Посмотреть предложение/);
      await sees(/предложени/);
      await look('offers');
      // A table has a button a bank; in the list the marked one has it.
      const choose = frame.getByRole('button', { name: `Выбрать «${bank}»` });
      if (!(await choose.isVisible())) await frame.getByRole('radio', { name: new RegExp(bank) }).check();
      await choose.click();
      await sees('Подпись');
      await look('signing');
    },
    async signsByCode(nextCode) {
      await presses('Получить код');
      await sees('Код из СМС');
      await frame.getByLabel('Шесть цифр из СМС').pressSequentially(await nextCode());
      await look('signing-code');
      await presses('Подписать договор');
    },
  };
}
