import { expect } from '@open-wc/testing';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('one’s own settings', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = await new CabinetHarness({ path: '/cabinet/me' }).opens();
    await page.sees('.session');
  });
  afterEach(() => page.leave());
  const asked = (name: string) => page.double.asked.filter(({ method, path }) => `${method} ${path}` === name);
  const switchOf = (label: string) =>
    [...(page.find('me-page')?.shadowRoot?.querySelectorAll('label') ?? [])]
      .find(({ textContent }) => textContent.includes(label))
      ?.querySelector('input') ?? expect.fail(`no switch «${label}»`);

  it('say what one wants to hear of by e-mail', async () => {
    switchOf('Заявка сутки ждёт подтверждения').click();
    await page.until(() => asked('PATCH /me').length === 1, 'the change');
    expect(asked('PATCH /me')[0]?.body).to.deep.equal({ notices: { signed: true, unconfirmed: false, failing: true } });
  });

  it('turn the sound on and single keys off in this browser alone', async () => {
    switchOf('Звук').click();
    switchOf('Клавиши без Ctrl').click();
    expect([page.cabinet.settings.sound, page.cabinet.settings.singleKeys, page.cabinet.shortcuts.singleKeys]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(asked('PATCH /me')).to.have.length(0);
  });

  it('speak another language at once', async () => {
    const language = await page.sees<HTMLSelectElement>('#language');
    language.value = 'en';
    language.dispatchEvent(new Event('change'));
    await page.reads('My settings');
    expect(document.documentElement.lang).to.equal('en');
  });

  it('turn the second step on with a code of the app', async () => {
    await page.presses('Включить');
    const password = await page.sees<HTMLInputElement>('#asked');
    password.value = 'correct horse';
    password.dispatchEvent(new Event('input'));
    await page.presses('Включить');
    const code = await page.sees<HTMLInputElement>('#code');
    code.value = '123456';
    code.dispatchEvent(new Event('input'));
    await page.presses('Проверить и включить');
    await page.reads('Второй шаг включён');
    expect(asked('POST /me/second-factor')[0]?.body).to.deep.equal({ password: 'correct horse' });
    expect(asked('POST /me/second-factor/confirm')[0]?.body).to.deep.equal({ code: '123456' });
  });

  it('end a session elsewhere', async () => {
    await page.presses('Закончить');
    await page.until(() => asked('DELETE /me/sessions/ses_00000002').length === 1, 'the end');
    await page.until(() => !page.text.includes('Safari'), 'the session to leave the list');
  });
});
