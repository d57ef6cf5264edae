import { expect } from '@open-wc/testing';
import { Stage } from '../../testing/stage.ts';

describe('one’s own settings', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await new Stage({ path: '/cabinet/me' }).opens();
    await stage.sees('.session');
  });
  afterEach(() => stage.leave());
  const asked = (name: string) => stage.double.asked.filter(({ method, path }) => `${method} ${path}` === name);
  const switchOf = (label: string) =>
    [...(stage.find('me-page')?.shadowRoot?.querySelectorAll('label') ?? [])]
      .find(({ textContent }) => textContent.includes(label))
      ?.querySelector('input') ?? expect.fail(`no switch «${label}»`);

  it('say what one wants to hear of by e-mail', async () => {
    switchOf('Заявка сутки ждёт подтверждения').click();
    await stage.until(() => asked('PATCH /me').length === 1, 'the change');
    expect(asked('PATCH /me')[0]?.body).to.deep.equal({ notices: { signed: true, unconfirmed: false, failing: true } });
  });

  it('turn the sound on and single keys off in this browser alone', async () => {
    switchOf('Звук').click();
    switchOf('Клавиши без Ctrl').click();
    expect([stage.cabinet.settings.sound, stage.cabinet.settings.singleKeys, stage.cabinet.keys.singleKeys]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(asked('PATCH /me')).to.have.length(0);
  });

  it('speak another language at once', async () => {
    const language = await stage.sees<HTMLSelectElement>('#language');
    language.value = 'en';
    language.dispatchEvent(new Event('change'));
    await stage.reads('My settings');
    expect(document.documentElement.lang).to.equal('en');
  });

  it('turn the second step on with a code of the app', async () => {
    await stage.presses('Включить');
    const code = await stage.sees<HTMLInputElement>('#code');
    code.value = '123456';
    code.dispatchEvent(new Event('input'));
    await stage.presses('Проверить и включить');
    await stage.reads('Второй шаг включён');
    expect(asked('POST /me/second-factor/confirm')[0]?.body).to.deep.equal({ code: '123456' });
  });

  it('end a session elsewhere', async () => {
    await stage.presses('Закончить');
    await stage.until(() => asked('DELETE /me/sessions/ses_00000002').length === 1, 'the end');
    await stage.until(() => !stage.text.includes('Safari'), 'the session to leave the list');
  });
});
