import { expect } from '@open-wc/testing';
import { Stage } from '../../testing/stage.ts';

describe('signing in', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage({ state: { me: null } });
    await stage.cabinet.open();
    await stage.reads('Вход в кабинет');
  });
  afterEach(() => stage.leave());

  async function type(selector: string, value: string): Promise<void> {
    const field = await stage.sees<HTMLInputElement>(selector);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async function sendsPassword(password: string): Promise<void> {
    await type('#email', 'anna@teplydom.example');
    await type('#password', password);
    await stage.presses('Войти');
  }

  it('opens the list', async () => {
    await sendsPassword('right password');
    await stage.reads('Ждут вашего подтверждения');
    expect(document.title).to.equal('(3) Заявки — Тёплый дом');
  });

  it('says of a wrong password what to check, and not which part was wrong', async () => {
    await sendsPassword('wrong');
    await stage.reads('Почта или пароль не подходят');
    await stage.until(() => stage.find('#password')?.matches(':focus') ?? false, 'the focus in the password');
  });

  it('asks for the app’s code where it is on', async () => {
    stage.double.state.code = '123456';
    await sendsPassword('right password');
    await stage.reads('Код из приложения');
    const code = await stage.sees('ui-code-input');
    const enter = (digits: string) => {
      Object.assign(code, { value: digits });
      code.dispatchEvent(new CustomEvent('code-complete', { bubbles: true, composed: true }));
    };
    enter('000000');
    await stage.reads('Код не подошёл');
    enter('123456');
    await stage.reads('Ждут вашего подтверждения');
  });

  it('sends a link for a new password, whoever asks', async () => {
    await stage.presses('Не помню пароль');
    await type('#email', 'anna@teplydom.example');
    await stage.presses('Прислать ссылку');
    await stage.reads('Если такая почта есть в кабинете');
  });

  it('tells how long to wait after too many tries', async () => {
    stage.double.refusals.set('POST /sign-in', {
      status: 429,
      body: { type: 'about:blank', title: '', status: 429, code: 'rate_limited' },
    });
    await sendsPassword('wrong');
    await stage.reads('Слишком много попыток');
  });

  it('shows how the banks answer', async () => {
    await stage.reads('Медленнее обычного');
  });

  it('speaks English on a press', async () => {
    await stage.presses('In English');
    await stage.reads('Sign in to the cabinet');
    expect(document.documentElement.lang).to.equal('en');
  });

  it('sets a password from an invitation', async () => {
    stage.leave();
    stage = new Stage({ path: '/cabinet/password#invitation-token-of-the-link', state: { me: null } });
    await stage.cabinet.open();
    await stage.reads('Добро пожаловать');
    await type('#new-password', 'short');
    await stage.presses('Сохранить и войти');
    await stage.reads('Напишите имя');
    await type('#name', 'Анна Лебедева');
    await stage.presses('Сохранить и войти');
    await stage.reads('Этот пароль легко угадать');
    await type('#new-password', 'a long enough password');
    await stage.presses('Сохранить и войти');
    await stage.reads('Ждут вашего подтверждения');
    expect(stage.double.asked.find(({ path }) => path === '/password')?.body).to.include({ token: 'invitation-token-of-the-link' });
  });
});
