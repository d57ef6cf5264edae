import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './sheet.ts';
import type { Sheet } from './sheet.ts';

const made = () => fixture<Sheet>(html`<ui-sheet heading="Текст" close-label="Закрыть"><p>Слова</p></ui-sheet>`);
const dialogOf = (element: Sheet) => element.shadowRoot!.querySelector('dialog')!;

describe('ui-sheet', () => {
  it('opens as a modal with its heading in focus', async () => {
    const element = await made();
    expect(dialogOf(element).matches(':modal')).to.equal(true);
    expect(element.shadowRoot!.activeElement?.id).to.equal('heading');
  });

  it('closes on Escape, and the key goes no further', async () => {
    const element = await made();
    let heard = 0;
    const hear = () => heard++;
    document.addEventListener('keydown', hear);
    const closed = oneEvent(element, 'sheet-close');
    await sendKeys({ press: 'Escape' });
    await closed;
    document.removeEventListener('keydown', hear);
    expect(heard).to.equal(0);
    expect(dialogOf(element).open).to.equal(false);
  });

  it('closes by its button', async () => {
    const element = await made();
    const closed = oneEvent(element, 'sheet-close');
    element.shadowRoot!.querySelector<HTMLElement>('.close')!.click();
    await closed;
  });

  it('gives the focus back to where it was', async () => {
    const opener = await fixture<HTMLButtonElement>(html`<button>Открыть</button>`);
    opener.focus();
    const element = await made();
    const closed = oneEvent(element, 'sheet-close');
    element.close();
    await closed;
    expect(document.activeElement).to.equal(opener);
  });

  it('removed while open, it leaves no modal behind', async () => {
    const element = await made();
    element.remove();
    expect(dialogOf(element).open).to.equal(false);
  });
});
