import { setTimeout as pause } from 'node:timers/promises';
import type { BuyerScreen } from '../support/buyer-story.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Wanted } from './find-control.ts';

/** What a driver without locators must be able to do in one document. */
export interface DocumentDriver<Handle> {
  find(wanted: Wanted): Promise<Handle | null>;
  /** Of the control, or of the frame that it stands in, in the window. */
  placeOf(handle: Handle): Promise<string>;
  click(handle: Handle): Promise<void>;
  type(handle: Handle, text: string): Promise<void>;
  pick(handle: Handle, option: string): Promise<void>;
  isChecked(handle: Handle): Promise<boolean>;
}

const LIMIT_MS = 30_000;
const STANDING_MS = 150;

/** A screen of the application for drivers that only run scripts and send input. */
export function scriptedScreen<Handle>(driver: DocumentDriver<Handle>): BuyerScreen {
  const get = (role: Wanted['role'], name: string | RegExp, exact = false) =>
    waitFor(`${role} ${String(name)}`, () => driver.find({ role, name: expressionOf(name, exact) }), LIMIT_MS);

  /** What is pressed while the dialog moves is missed, so a person waits until it stands. */
  async function getStanding(role: Wanted['role'], name: string | RegExp, exact = false): Promise<Handle> {
    return waitFor(
      `${role} ${String(name)} to stand`,
      async () => {
        const handle = await get(role, name, exact);
        const before = await driver.placeOf(handle);
        await pause(STANDING_MS);
        return before === (await driver.placeOf(handle)) && handle;
      },
      LIMIT_MS,
    );
  }

  return {
    sees: async (heading) => void (await get('heading', heading)),
    presses: async (button) => driver.click(await getStanding('button', button)),
    types: async (label, value) => driver.type(await getStanding('field', label, true), value),
    picks: async (label, option) => driver.pick(await getStanding('field', label), option),
    async checks(role, name) {
      const control = await getStanding(role, name);
      if (!(await driver.isChecked(control))) await driver.click(control);
    },
  };
}

function expressionOf(name: string | RegExp, exact: boolean): [string, string] {
  if (name instanceof RegExp) return [name.source, name.flags];
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return [exact ? `^${literal}$` : literal, ''];
}
