import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { waitFor } from '../support/wait-for.ts';
import { findControl, type Wanted } from '../browsers/find-control.ts';

const LIMIT_MS = 20_000;

/** What has the focus, from the page down through shadow trees: `['installment-button', 'button']`. */
export const focusPath = (document: Page | Frame): Promise<string[]> =>
  document.evaluate(() => {
    const path: string[] = [];
    for (let at = globalThis.document.activeElement; at; at = at.shadowRoot?.activeElement ?? null) path.push(at.localName);
    return path;
  });

/** Whether the keys go to this document. */
export const hasKeys = (document: Page | Frame): Promise<boolean> => document.evaluate(() => globalThis.document.hasFocus());

export const find = async (document: Page | Frame, wanted: Wanted): Promise<ElementHandle<Element> | null> =>
  (await document.evaluateHandle(findControl, wanted)).asElement() as ElementHandle<Element> | null;

/** Where the left upper corner of the page stands on the screen. */
const cornerOf = (page: Page) =>
  page.evaluate(() => {
    // Firefox tells; elsewhere the window's frame is above the page and nowhere else.
    const [x, y] = ['mozInnerScreenX', 'mozInnerScreenY'].map((name): unknown => Reflect.get(window, name));
    return {
      x: typeof x === 'number' ? x : screenX + (outerWidth - innerWidth) / 2,
      y: typeof y === 'number' ? y : screenY + outerHeight - innerHeight,
    };
  });

/** The middle of an element on the screen, once it stands still. */
export async function placeOf(page: Page, element: ElementHandle<Element>): Promise<{ x: number; y: number }> {
  let last = '';
  const box = await waitFor('the control to stand', async () => {
    const now = await element.boundingBox();
    const isStill = JSON.stringify(now) === last;
    last = JSON.stringify(now);
    return isStill && now;
  });
  const corner = await cornerOf(page);
  return { x: corner.x + box.x + box.width / 2, y: corner.y + box.y + box.height / 2 };
}

/** Waits for what a page shows. A page that navigates meanwhile answers nothing: it is asked again. */
export const soon = <Found>(what: string, look: () => Promise<Found | null | false>): Promise<Found> =>
  waitFor(what, () => look().catch(() => false as const), LIMIT_MS);

export const applicationFrame = (page: Page) =>
  waitFor('the frame of the application', () => page.frames().find((frame) => frame.url().includes('/apply/')));

export const dialogIsOpen = (page: Page): Promise<boolean> => page.evaluate(() => !!document.querySelector('installment-dialog'));
