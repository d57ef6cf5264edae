import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { agreement, offers, order } from '../testing/fixtures.ts';
import { ApplicationHarness } from '../testing/application-harness.ts';
import '../steps/result-step.ts';

const signed = {
  order: { ...order, status: 'signed' as const, sequence: 9 },
  offers,
  chosenOfferId: offers[0]!.id,
  phone: '+7916*****42',
  agreement: { title: agreement.title, sha256: agreement.sha256, signed: { at: '2026-11-24T11:40:05.000Z', method: 'sms' as const } },
};

describe('the documents of a signed order', function () {
  this.timeout(10_000);
  let page: ApplicationHarness;
  beforeEach(async () => {
    page = new ApplicationHarness({ session: { session: signed } });
    await page.opens();
  });
  afterEach(async () => {
    await emulateMedia({ media: 'screen' });
    page.leave();
  });

  const row = (name: string) => [...page.root.querySelectorAll<HTMLElement>('.row.act')].find((one) => one.textContent?.includes(name));
  const dialogIn = (element: Element | null | undefined) => element?.shadowRoot?.querySelector('dialog') ?? undefined;

  it('the certificate says how and when it was signed, and the hash', async () => {
    row('Свидетельство о подписании')!.click();
    await page.settles();
    const text = (page.root.querySelector('ui-sheet')?.textContent ?? '').replace(/\s+/g, ' ');
    expect(text).to.contain('Код из СМС');
    expect(text).to.contain('+7 916 •••-••-42');
    expect(text).to.contain('24 ноября 2026, 14:40:05 по московскому времени');
    expect(text).to.contain(agreement.sha256);
  });

  it('the agreement is printed whole and alone', async () => {
    row(agreement.title)!.click();
    await page.until(() => Boolean(page.root.querySelector('agreement-sheet')?.shadowRoot?.querySelector('.text')), 'the text');
    await emulateMedia({ media: 'print' });
    const sheet = page.root.querySelector('agreement-sheet')!.shadowRoot!.querySelector('ui-sheet');
    const dialog = dialogIn(sheet)!;
    const content = dialog.querySelector('.content')!;
    expect(getComputedStyle(page.find('.screen')).display).to.equal('none');
    expect(getComputedStyle(dialog.querySelector('.close')!).display).to.equal('none');
    expect(getComputedStyle(dialog).position).not.to.equal('fixed');
    expect(content.scrollHeight).to.equal(content.clientHeight);
    expect(getComputedStyle(dialog).backgroundColor).to.equal('rgb(255, 255, 255)');
  });
});
