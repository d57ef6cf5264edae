import type { Locator, Page } from 'playwright-core';

/** How a person acts on a page: the same story is told with a mouse, with a finger, and by the keyboard alone. */
export interface Hands {
  press(control: Locator): Promise<void>;
  /** A checkbox or switch that is off, or a radio button of a group that no choice was made in. */
  check(control: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** An option of a native select, by what it says. */
  pick(select: Locator, option: string): Promise<void>;
}

export const mouse: Hands = {
  press: (control) => control.click(),
  check: (control) => control.check(),
  async write(field, text) {
    await field.click();
    await field.pressSequentially(text);
  },
  pick: async (select, option) => void (await select.selectOption({ label: option })),
};

export const finger: Hands = {
  press: (control) => control.tap(),
  check: async (control) => {
    if (!(await control.isChecked())) await control.tap();
  },
  async write(field, text) {
    await field.tap();
    await field.pressSequentially(text);
  },
  pick: async (select, option) => void (await select.selectOption({ label: option })),
};

/** More controls than any screen has: who has not arrived by then never will. */
const TABS_LIMIT = 80;

/** Nothing but keys: a control that Tab does not reach cannot be used. */
export function keyboard(page: Page): Hands {
  const { keyboard: keys } = page;
  const isFocused = (control: Locator) => control.evaluate((element) => element.matches(':focus'));
  async function goTo(control: Locator): Promise<void> {
    await control.waitFor({ state: 'attached' });
    for (let tabs = 0; tabs < TABS_LIMIT; tabs++) {
      if (await isFocused(control)) return;
      await keys.press('Tab');
    }
    throw new Error(`Tab never came to ${control.toString()}`);
  }
  return {
    async press(control) {
      await goTo(control);
      await keys.press('Enter');
    },
    async check(control) {
      await goTo(control);
      if (!(await control.isChecked())) await keys.press('Space');
    },
    async write(field, text) {
      await goTo(field);
      await keys.type(text);
    },
    async pick(select, option) {
      await goTo(select);
      const names = await select.locator('option').allTextContents();
      const at = names.findIndex((name) => name.trim() === option);
      for (let step = 0; step < at; step++) await keys.press('ArrowDown');
    },
  };
}
