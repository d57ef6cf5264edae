import { expect } from '@open-wc/testing';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('the connections', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = await new CabinetHarness({ path: '/cabinet/shop/connections' }).opens();
    await page.sees('connection-line');
  });
  afterEach(() => page.leave());
  const asked = (name: string) => page.double.asked.filter(({ method, path }) => `${method} ${path}` === name);

  it('connects a system by what is typed, and leaves out a secret that stays', async () => {
    await page.presses('Изменить: АТОЛ Онлайн, ФФД 1.2');
    await page.types('#group', 'teplydom_1');
    await page.presses('Сохранить и проверить');
    await page.until(() => asked('PUT /connections/atol-v5/live').length === 1, 'the values');
    expect(asked('PUT /connections/atol-v5/live')[0]?.body).to.deep.equal({ values: { login: 'teplydom', group: 'teplydom_1' } });
  });

  it('says what is wrong in words, and shows the journal with a call to repeat', async () => {
    await page.reads('Ключ вебхука не подходит.');
    await page.presses('Журнал: АТОЛ Онлайн, ФФД 1.2');
    await page.reads('Смена открыта больше суток');
    await page.presses('Повторить');
    await page.until(() => asked('POST /connections/atol-v5/live/journal/evt_00000000/repeat').length === 1, 'the repeat');
  });

  it('enters the account of test orders apart', async () => {
    const test = await page.sees<HTMLInputElement>('input[value="test"]');
    test.click();
    await page.presses('Подключить: АТОЛ Онлайн, ФФД 1.2');
    await page.types('#login', 'trial');
    await page.presses('Сохранить и проверить');
    await page.until(() => asked('PUT /connections/atol-v5/test').length === 1, 'the test account');
  });

  it('is good for everybody', async () => {
    await page.presses('Журнал: АТОЛ Онлайн, ФФД 1.2');
    await page.reads('Смена открыта');
    await expect(page.element).to.be.accessible();
  });
});
