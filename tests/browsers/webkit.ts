import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from '../support/backend-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { buy, shopButton, shopPage } from './buy.ts';
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
      const display = xvfb ? await startXvfb(xvfb, children) : (process.env['DISPLAY'] ?? '');
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

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/** Xvfb writes the number of the display that it chose to the given descriptor. */
async function startXvfb(program: string, children: ChildProcess[]): Promise<string> {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1400x1000x24'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(child);
  let written = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  return `:${await waitFor('the display', () => /^(\d+)\n/.exec(written)?.[1])}`;
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
