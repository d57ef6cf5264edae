import { expect } from '@open-wc/testing';
import { CabinetHarness } from '../../testing/cabinet-harness.ts';

describe('the payouts', () => {
  let page: CabinetHarness;
  beforeEach(async () => {
    page = await new CabinetHarness({ path: '/cabinet/payouts' }).opens();
    await page.sees('.payout');
  });
  afterEach(() => page.leave());

  it('stand in groups like the lines of a bank’s statement, each difference with its reason', async () => {
    await page.reads(/21 ноября, Северный ждём [\d\s,]+₽, получено/);
    await page.reads('Просрочено: спросите банк');
    await page.reads(/Другая сумма: спросите банк, разница \u2212[\d\s,]+₽/);
    expect(page.double.asked.find(({ path }) => path === '/payouts')?.query).to.deep.equal({
      mode: 'live',
      from: '2025-10-26',
      to: '2025-11-27',
    });
  });

  it('are read for another period by a key', async () => {
    page.key('Digit1');
    await page.until(() => page.double.asked.filter(({ path }) => path === '/payouts').length === 2, 'the week');
    expect(page.double.asked.findLast(({ path }) => path === '/payouts')?.query).to.include({ from: '2025-11-21', to: '2025-11-27' });
  });

  it('are compared with a statement of the bank, which stays in this browser', async () => {
    const before = page.double.asked.length;
    const input = await page.sees<HTMLInputElement>('.compare input');
    const choose = (text: string) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([text], 'statement.txt'));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change'));
    };
    choose('1CClientBankExchange\r\nСекцияДокумент=Платёж\r\nСумма=1.00\r\nДатаПоступило=21.11.2025\r\nКонецДокумента\r\nКонецФайла');
    await page.reads(/Нашли 0 из \d+ выплат. Других поступлений в выписке: 1/);
    await page.reads('в выписке нет');
    choose('привет');
    await page.reads('Это не похоже на выписку');
    expect(page.double.asked.length).to.equal(before);
  });

  it('lead to their orders', async () => {
    await page.presses('№ 10470');
    await page.until(() => page.cabinet.place.page === 'order', 'the order');
  });
});
