import { expect } from '@open-wc/testing';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('signing in', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = new CabinetHarness({ state: { me: null } });
    await page.arrives();
    await page.reads('Вход в кабинет');
  });
  afterEach(() => page.leave());

  async function sendsPassword(password: string): Promise<void> {
    await page.types('#email', 'anna@teplydom.example');
    await page.types('#password', password);
    await page.presses('Войти');
  }

  it('opens the list', async () => {
    await sendsPassword('right password');
    await page.reads('Ждут вашего подтверждения');
    expect(document.title).to.equal('(3) Заявки — Тёплый дом');
  });

  it('says of a wrong password what to check, and not which part was wrong', async () => {
    await sendsPassword('wrong');
    await page.reads('Почта или пароль не подходят');
    await page.until(() => page.find('#password')?.matches(':focus') ?? false, 'the focus in the password');
  });

  it('asks for the app’s code where it is on', async () => {
    page.double.state.code = '123456';
    await sendsPassword('right password');
    await page.reads('Код из приложения');
    const code = await page.sees('ui-code-input');
    const enter = (digits: string) => {
      Object.assign(code, { value: digits });
      code.dispatchEvent(new CustomEvent('code-complete', { bubbles: true, composed: true }));
    };
    enter('000000');
    await page.reads('Код не подошёл');
    enter('123456');
    await page.reads('Ждут вашего подтверждения');
  });

  it('sends a link for a new password, whoever asks', async () => {
    await page.presses('Не помню пароль');
    await page.types('#email', 'anna@teplydom.example');
    await page.presses('Прислать ссылку');
    await page.reads('Если такая почта есть в кабинете');
  });

  it('tells how long to wait after too many tries', async () => {
    page.double.refusals.set('POST /sign-in', {
      status: 429,
      body: { type: 'about:blank', title: '', status: 429, code: 'rate_limited' },
    });
    await sendsPassword('wrong');
    await page.reads('Слишком много попыток');
  });

  it('shows how the banks answer', async () => {
    await page.reads('Медленнее обычного');
  });

  it('speaks English on a press', async () => {
    await page.presses('In English');
    await page.reads('Sign in to the cabinet');
    expect(document.documentElement.lang).to.equal('en');
  });

  it('sets a password from an invitation', async () => {
    page.leave();
    page = new CabinetHarness({ path: '/cabinet/password#invitation-token-of-the-link', state: { me: null } });
    await page.arrives();
    await page.reads('Добро пожаловать');
    await page.types('#new-password', 'short');
    await page.presses('Сохранить и войти');
    await page.reads('Напишите имя');
    await page.types('#name', 'Анна Лебедева');
    await page.presses('Сохранить и войти');
    await page.reads('Этот пароль легко угадать');
    await page.types('#new-password', 'a long enough password');
    await page.presses('Сохранить и войти');
    await page.reads('Ждут вашего подтверждения');
    expect(page.double.asked.find(({ path }) => path === '/password')?.body).to.include({ token: 'invitation-token-of-the-link' });
  });
});
