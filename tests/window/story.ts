import assert from 'node:assert/strict';
import type { Frame, Page } from 'puppeteer-core';
import type { System } from '../support/start-system.ts';
import { applicationFrame, dialogIsOpen, find, focusPath, hasKeys, placeOf, soon } from './real-page.ts';
import type { RealHands } from './hands.ts';

const HEADING = 'Рассрочка на покупку';
/** More stops than dialog and browser have together. */
const MOST_TABS = 60;

const home = (system: System) => `${system.storefront}/`;
const goods = (system: System) => `${system.storefront}/goods/norden-rf-340`;

/** What a person with a real mouse and real keys finds, one promise after the other. Each leaves the shop's page with the dialog closed. */
export const promises: readonly [name: string, keep: (page: Page, hands: RealHands, system: System) => Promise<void>][] = [
  ['a click puts the focus on the heading, which a screen reader announces', announcesTheHeading],
  ['Escape closes, and the button has the focus again', closesByEscape],
  ['Escape closes after a click on blank space', closesAfterBlankClick],
  ['keys alone open it, and Tab goes round without the page behind', goesRoundByTab],
  ['the way back loses nothing', goesBack],
];

export async function visitTheShop(page: Page, system: System): Promise<void> {
  // The browser has somewhere to go back to.
  await page.goto(home(system));
  await page.goto(goods(system));
}

async function announcesTheHeading(page: Page, hands: RealHands): Promise<void> {
  const frame = await opensByMouse(page, hands);
  // Puppeteer reads the accessibility tree of Chromium alone; elsewhere the focus on the heading is all that is seen.
  if ((await page.browser().version()).startsWith('Chrome')) {
    const heading = await soon('the heading in the accessibility tree', () => frame.$(`::-p-aria(${HEADING}[role="heading"])`));
    assert.ok(await heading.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element));
  }
  await hands.press('Escape');
  await isGone(page);
}

async function closesByEscape(page: Page, hands: RealHands): Promise<void> {
  await opensByMouse(page, hands);
  await hands.press('Escape');
  await isGone(page);
  await hasTheButtonFocused(page);
}

async function closesAfterBlankClick(page: Page, hands: RealHands): Promise<void> {
  const frame = await opensByMouse(page, hands);
  const element = (await frame.frameElement())!;
  const { x, y } = await placeOf(page, element);
  const box = (await element.boundingBox())!;
  await hands.click({ x: x - box.width / 2 + 8, y: y + box.height / 2 - 8 });
  await hands.press('Escape');
  await isGone(page);
  await hasTheButtonFocused(page);
}

async function goesRoundByTab(page: Page, hands: RealHands): Promise<void> {
  await hasTheButtonFocused(page);
  await hands.press('Return');
  const frame = await hasTheHeadingFocused(page);
  const stops: string[] = [];
  let first = '';
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await hands.press('Tab');
    const stop = await whereTheKeysGo(page, frame);
    stops.push(stop);
    assert.ok(!stop.startsWith('page '), `Tab came to the page behind the dialog: ${stops.join(' → ')}`);
    if (!stop.startsWith('frame ')) continue;
    if (first === '') first = stop;
    else if (stop === first && new Set(stops).size > 2) break;
  }
  assert.equal(stops.at(-1), first, `Tab did not come round: ${stops.join(' → ')}`);
  await hands.press('Escape');
  await isGone(page);
}

async function goesBack(page: Page, hands: RealHands, system: System): Promise<void> {
  const order = (await opensByMouse(page, hands)).url().split('#')[0];
  await hands.press('alt+Left');
  await soon('the dialog to go', async () => !(await dialogIsOpen(page)));
  // Where Chromium has its CloseWatcher, only a phone's gesture closes the dialog, and the key leaves the page as it always does.
  if (page.url() !== goods(system)) {
    assert.equal(page.url(), home(system));
    await hands.press('alt+Right');
    await soon('the shop’s page', () => Promise.resolve(page.url() === goods(system)));
  }
  const frame = await opensByMouse(page, hands);
  assert.equal(frame.url().split('#')[0], order, 'the same order goes on');
  await hands.press('Escape');
  await isGone(page);
}

async function opensByMouse(page: Page, hands: RealHands): Promise<Frame> {
  const button = await soon(`the button at ${page.url()}`, () => find(page, { role: 'button', name: ['Оформить в рассрочку', ''] }));
  await hands.click(await placeOf(page, button));
  return hasTheHeadingFocused(page);
}

async function hasTheHeadingFocused(page: Page): Promise<Frame> {
  const frame = await applicationFrame(page);
  await soon('the focus on the heading', async () => {
    const heading = await find(frame, { role: 'heading', name: [HEADING, ''] });
    return heading && (await focusPath(frame)).at(-1) === 'h1' && hasKeys(frame);
  });
  return frame;
}

const isGone = (page: Page) => soon('the dialog to close', async () => !(await dialogIsOpen(page)));

const hasTheButtonFocused = (page: Page) =>
  soon('the focus on the button', async () => (await focusPath(page)).join() === 'installment-button,button' && hasKeys(page));

/** `frame …`, `page …`, or `browser` while the keys go to neither. */
async function whereTheKeysGo(page: Page, frame: Frame): Promise<string> {
  if (await hasKeys(frame)) {
    const at = await frame.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element?.localName ?? ''} ${element?.id || element?.textContent?.trim().slice(0, 20) || ''}`;
    });
    return `frame ${at}`;
  }
  const path = await focusPath(page);
  const isBehind = (await hasKeys(page)) && !['installment-dialog', 'body', 'html'].includes(path[0] ?? 'body');
  return isBehind ? `page ${path.join(' ')}` : 'browser';
}
