import type { MaskitoOptions } from '@maskito/core';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { dateMask, departmentCodeMask, mask, passportMask, phoneMask, snilsMask, sumMask } from './masks.ts';

async function field(options: MaskitoOptions): Promise<HTMLInputElement> {
  const input = await fixture<HTMLInputElement>(html`<input aria-label="Поле" ${mask(options)} />`);
  // The library comes by a dynamic import.
  await import('@maskito/core');
  await new Promise((resolve) => setTimeout(resolve));
  input.focus();
  return input;
}

async function typed(options: MaskitoOptions, text: string): Promise<string> {
  const input = await field(options);
  await sendKeys({ type: text });
  return input.value;
}

/** As a browser fills a field: the whole value at once, with a plain input event. */
async function autofilled(options: MaskitoOptions, text: string): Promise<string> {
  const input = await field(options);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return input.value;
}

async function pasted(options: MaskitoOptions, text: string): Promise<string> {
  const source = await fixture<HTMLTextAreaElement>(html`<textarea aria-label="Откуда"></textarea>`);
  source.value = text;
  source.select();
  await sendKeys({ press: 'Control+c' });
  const input = await field(options);
  await sendKeys({ press: 'Control+v' });
  return input.value;
}

const phone = '+7 916 204-18-42';

describe('the mask of a phone', () => {
  for (const text of ['9162041842', '89162041842', '79162041842', '+79162041842', '8 (916) 204-18-42']) {
    it(`takes ${text} typed`, async () => expect(await typed(phoneMask, text)).to.equal(phone));
    it(`takes ${text} pasted`, async () => expect(await pasted(phoneMask, text)).to.equal(phone));
    it(`takes ${text} from autofill`, async () => expect(await autofilled(phoneMask, text)).to.equal(phone));
  }

  it('lets everything be deleted', async () => {
    const input = await field(phoneMask);
    await sendKeys({ type: '9162' });
    for (let turn = 0; turn < 8; turn++) await sendKeys({ press: 'Backspace' });
    expect(input.value.replace('+7', '').trim()).to.equal('');
  });

  it('mends a digit in the middle without throwing the caret to the end', async () => {
    const input = await field(phoneMask);
    await sendKeys({ type: '9162041842' });
    input.setSelectionRange(5, 5);
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ type: '9' });
    expect(input.value).to.equal('+7 996 204-18-42');
    expect(input.selectionStart).to.be.lessThan(7);
  });
});

describe('the mask of a date', () => {
  it('puts the dots', async () => expect(await typed(dateMask, '14031991')).to.equal('14.03.1991'));
  for (const text of ['3.4.1991', '3.04.1991', '03.4.1991', '3/4/1991', '3-4-1991', '3 4 1991']) {
    it(`completes ${text}`, async () => expect(await typed(dateMask, text)).to.equal('03.04.1991'));
  }
  it('completes a pasted date without zeros', async () => expect(await pasted(dateMask, '3.4.1991')).to.equal('03.04.1991'));
  it('completes a filled date without zeros', async () => expect(await autofilled(dateMask, '3.4.1991')).to.equal('03.04.1991'));
  it('takes typed dots', async () => expect(await typed(dateMask, '14.03.1991')).to.equal('14.03.1991'));
  it('turns a filled ISO date round', async () => expect(await autofilled(dateMask, '1991-03-14')).to.equal('14.03.1991'));
  it('takes a pasted date', async () => expect(await pasted(dateMask, '14.03.1991')).to.equal('14.03.1991'));
});

describe('the masks of documents', () => {
  it('set the passport apart', async () => expect(await typed(passportMask, '4512345678')).to.equal('45 12 345678'));
  it('take a passport with its number sign', async () => expect(await pasted(passportMask, '45 12 № 345678')).to.equal('45 12 345678'));
  it('put the hyphen of the department', async () => expect(await typed(departmentCodeMask, '770044')).to.equal('770-044'));
  it('set the SNILS apart', async () => expect(await typed(snilsMask, '11223344595')).to.equal('112-233-445 95'));
});

describe('the mask of a sum', () => {
  it('groups by three with U+00A0', async () => expect(await typed(sumMask, '1500000')).to.equal('1\u00a0500\u00a0000'));
  it('drops zeros in front', async () => expect(await typed(sumMask, '0015')).to.equal('15'));
  it('takes a pasted price without its kopecks', async () => expect(await pasted(sumMask, '15 000,50 ₽')).to.equal('15\u00a0000'));
  for (const [text, shown] of [
    ['50000,00', '50\u00a0000,00'],
    ['45 000.50', '45\u00a0000,50'],
    ['50.000', '50\u00a0000'],
    ['1,500,000', '1\u00a0500\u00a0000'],
  ] as const) {
    it(`keeps the kopecks of a typed ${text} apart`, async () => expect(await typed(sumMask, text)).to.equal(shown));
  }
  it('takes a filled price with kopecks', async () => expect(await autofilled(sumMask, '50000.00')).to.equal('50\u00a0000,00'));
  it('takes a filled price with points between thousands', async () =>
    expect(await autofilled(sumMask, '1.500.000')).to.equal('1\u00a0500\u00a0000'));
  it('keeps the caret at its digit', async () => {
    const input = await field(sumMask);
    await sendKeys({ type: '15000' });
    input.setSelectionRange(1, 1);
    await sendKeys({ type: '9' });
    expect(input.value).to.equal('195\u00a0000');
    expect(input.selectionStart).to.equal(2);
  });
});
