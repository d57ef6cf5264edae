import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { agreement, offers, order } from '../testing/fixtures.ts';
import { Stage } from '../testing/stage.ts';
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
  let stage: Stage;
  beforeEach(async () => {
    stage = new Stage({ session: { session: signed } });
    await stage.opens();
  });
  afterEach(async () => {
    await emulateMedia({ media: 'screen' });
    stage.leave();
  });

  const row = (name: string) => [...stage.root.querySelectorAll<HTMLElement>('.row.act')].find((one) => one.textContent?.includes(name));
  const dialogIn = (element: Element | null | undefined) => element?.shadowRoot?.querySelector('dialog') ?? undefined;

  it('the certificate says how and when it was signed, and the hash', async () => {
    row('Свидетельство о подписании')!.click();
    await stage.settles();
    const text = (stage.root.querySelector('ui-sheet')?.textContent ?? '').replace(/\s+/g, ' ');
    expect(text).to.contain('Код из СМС');
    expect(text).to.contain('+7 916 •••-••-42');
    expect(text).to.contain('24 ноября 2026, 14:40:05 по московскому времени');
    expect(text).to.contain(agreement.sha256);
  });

  it('the agreement is printed whole and alone', async () => {
    row(agreement.title)!.click();
    await stage.until(() => Boolean(stage.root.querySelector('agreement-sheet')?.shadowRoot?.querySelector('.text')), 'the text');
    await emulateMedia({ media: 'print' });
    const sheet = stage.root.querySelector('agreement-sheet')!.shadowRoot!.querySelector('ui-sheet');
    const dialog = dialogIn(sheet)!;
    const content = dialog.querySelector('.content')!;
    expect(getComputedStyle(stage.find('.screen')).display).to.equal('none');
    expect(getComputedStyle(dialog.querySelector('.close')!).display).to.equal('none');
    expect(getComputedStyle(dialog).position).not.to.equal('fixed');
    expect(content.scrollHeight).to.equal(content.clientHeight);
    expect(getComputedStyle(dialog).backgroundColor).to.equal('rgb(255, 255, 255)');
  });
});
