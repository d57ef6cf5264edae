import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './code-input.ts';
import type { CodeInput } from './code-input.ts';

const made = () => fixture<CodeInput>(html`<ui-code-input label="Код"></ui-code-input>`);
const inputOf = (element: CodeInput) => element.shadowRoot!.querySelector('input')!;
const boxes = (element: CodeInput) => [...element.shadowRoot!.querySelectorAll('.box')].map((box) => box.textContent);

async function paste(element: CodeInput, text: string): Promise<void> {
  inputOf(element).value = text;
  inputOf(element).dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await element.updateComplete;
}

describe('ui-code-input', () => {
  it('shows each typed digit in its box and tells when the sixth came', async () => {
    const element = await made();
    element.focus();
    const complete = oneEvent(element, 'code-complete');
    await sendKeys({ type: '47a1205' });
    await complete;
    expect(element.value).to.equal('471205');
    expect(boxes(element)).to.deep.equal(['4', '7', '1', '2', '0', '5']);
  });

  it('deletes from the end, wherever the caret was put', async () => {
    const element = await made();
    element.focus();
    await sendKeys({ type: '471' });
    inputOf(element).setSelectionRange(1, 1);
    inputOf(element).dispatchEvent(new Event('select'));
    await sendKeys({ press: 'Backspace' });
    expect(element.value).to.equal('47');
  });

  it('takes the digits out of a pasted sentence and leaves what is too much', async () => {
    const element = await made();
    await paste(element, 'Ваш код: 471 205 99');
    expect(element.value).to.equal('471205');
    expect(inputOf(element).value).to.equal('471205');
  });

  it('Enter submits six digits, and fewer not', async () => {
    const element = await made();
    let times = 0;
    element.addEventListener('code-submit', () => times++);
    element.focus();
    await sendKeys({ type: '47120' });
    await sendKeys({ press: 'Enter' });
    expect(times).to.equal(0);
    await sendKeys({ type: '5' });
    await sendKeys({ press: 'Enter' });
    expect(times).to.equal(1);
  });

  it('says nothing twice for the same digits', async () => {
    const element = await made();
    let times = 0;
    element.addEventListener('code-complete', () => times++);
    await paste(element, '471205');
    await paste(element, '471205x');
    expect(times).to.equal(1);
  });

  it('is one input for autofill and screen readers', async () => {
    const element = await made();
    expect(element.shadowRoot!.querySelectorAll('input')).to.have.length(1);
    expect(inputOf(element).autocomplete).to.equal('one-time-code');
    expect(inputOf(element).inputMode).to.equal('numeric');
    await expect(element).to.be.accessible();
  });

  it('keeps its digits and takes no more while they are checked', async () => {
    const element = await made();
    element.focus();
    await sendKeys({ type: '471205' });
    element.busy = true;
    await element.updateComplete;
    await sendKeys({ press: 'Backspace' });
    expect(element.value).to.equal('471205');
  });
});
