import { spawn, type ChildProcess } from 'node:child_process';
import { globSync } from 'node:fs';
import { freePort } from '../support/backend-process.ts';
import { buy, shopButton, shopPage } from './buy.ts';
import { onPath, startXvfb } from './display.ts';
import type { Engine } from './engine.ts';
import { findControl } from './find-control.ts';
import { scriptedScreen, type DocumentDriver } from './scripted-screen.ts';
import { openSession, type WebDriverElement, type WebDriverSession } from './webdriver.ts';

/** WebKitGTK, the nearest to Safari that runs here, through Debian's driver. It needs a display: Xvfb, if there is no other. */
export function webkitEngine(): Engine {
  return {
    name: 'WebKitGTK',
    async start() {
      const driver = onPath('WebKitWebDriver');
      const [browser] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').reverse();
      if (!driver || !browser) return { missing: 'no WebKitWebDriver (Debian: webkit2gtk-driver)' };
      const xvfb = process.env['DISPLAY'] ? null : onPath('Xvfb');
      if (xvfb === undefined) return { missing: 'no display, and no Xvfb (Debian: xvfb)' };
      const children: ChildProcess[] = [];
      let display = process.env['DISPLAY'] ?? '';
      if (xvfb) {
        const screen = await startXvfb(xvfb);
        children.push(screen.child);
        ({ display } = screen);
      }
      const port = await freePort();
      children.push(spawn(driver, [`--port=${port}`], { env: { ...process.env, DISPLAY: display, LANG: 'ru_RU.UTF-8' }, stdio: 'ignore' }));
      const session = await openSession(`http://127.0.0.1:${port}`, {
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--geometry=1280x900'] },
      });
      return {
        version: session.version,
        async buys(system) {
          await session.goTo(shopPage(system));
          await scriptedScreen(driverOf(session, 'page')).presses(shopButton);
          await buy(scriptedScreen(driverOf(session, 'frame')), system);
          // This driver tells nothing of the console.
          return [];
        },
        async close() {
          await session.close();
          for (const child of children) child.kill();
        },
      };
    },
  };
}

function driverOf(session: WebDriverSession, where: 'page' | 'frame'): DocumentDriver<WebDriverElement> {
  /** The frame is entered anew for each act: it may have been replaced. */
  const enter = async () => {
    await session.leaveFrames();
    if (where === 'page') return true;
    const frame = await session.run<WebDriverElement | null>(
      `return document.querySelector('installment-dialog')?.shadowRoot?.querySelector('iframe') ?? null`,
    );
    if (frame) await session.enterFrame(frame);
    return frame !== null;
  };
  return {
    find: async (wanted) =>
      (await enter()) ? session.run<WebDriverElement | null>(`return (${findControl.toString()})(arguments[0])`, wanted) : null,
    placeOf: async (element) => {
      await session.leaveFrames();
      const outside = await session.run(
        `return JSON.stringify(document.querySelector('installment-dialog')?.shadowRoot?.querySelector('iframe')?.getBoundingClientRect())`,
      );
      await enter();
      const inside = await session.run(`return JSON.stringify(arguments[0].getBoundingClientRect())`, element);
      return `${String(outside)} ${String(inside)}`;
    },
    click: (element) => session.click(element),
    async type(element, text) {
      await session.click(element);
      await session.type(element, text);
    },
    pick: async (element, option) =>
      void (await session.run(
        `const [select, label] = arguments;
         select.value = [...select.options].find(({ text }) => text.trim() === label).value;
         select.dispatchEvent(new Event('change', { bubbles: true }));`,
        element,
        option,
      )),
    isChecked: (element) => session.run<boolean>('return arguments[0].checked', element),
  };
}
