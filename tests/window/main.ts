// npm run test:window [-- --only=firefox]: a real window, a real mouse and real keys (Xvfb and xdotool), shop and service on two sites, as every
// shop has them. Run before a release. Browsers that this machine lacks are named, and do not fail the run.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { launchArguments } from '../../scripts/browser.ts';
import { onPath, startXvfb } from '../browsers/display.ts';
import { startSystem, type System } from '../support/start-system.ts';
import { realHands } from './hands.ts';
import { promises, visitTheShop } from './story.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
// The Chromium that comes through npm has no window.
const browsers = [
  {
    name: 'Chromium',
    browser: 'chrome' as const,
    path: process.env['CHROME_PATH'] || onPath('chromium', 'google-chrome'),
    wanted: 'CHROME_PATH or chromium',
  },
  {
    name: 'Firefox',
    browser: 'firefox' as const,
    path: process.env['FIREFOX_PATH'] || onPath('firefox-esr', 'firefox'),
    wanted: 'FIREFOX_PATH or firefox-esr',
  },
].filter(({ name }) => !values.only || name.toLowerCase().includes(values.only));

const xvfb = onPath('Xvfb');
const xdotool = onPath('xdotool');
if (!xvfb || !xdotool) {
  console.log('missing: Xvfb and xdotool (Debian: xvfb, xdotool)');
  process.exit(1);
}

const rows: { browser: string; version: string; promise: string; outcome: string }[] = [];
const system = await startSystem({ banks: ['severny', 'ladoga'], delayFactor: 0.1 });
try {
  for (const one of browsers) await tryBrowser(one, system, { xvfb, xdotool });
} finally {
  await system.close();
}
console.table(rows);
process.exit(rows.length === 0 || rows.some(({ outcome }) => outcome === 'broken') ? 1 : 0);

async function tryBrowser(
  { name, browser, path, wanted }: (typeof browsers)[number],
  shop: System,
  programs: { xvfb: string; xdotool: string },
): Promise<void> {
  if (!path) return console.log(`${name}: missing (${wanted})`);
  const { display, child } = await startXvfb(programs.xvfb);
  const launched = await puppeteer.launch({
    browser,
    executablePath: path,
    headless: false,
    protocolTimeout: 30_000,
    defaultViewport: null,
    env: { ...process.env, DISPLAY: display },
    ...(browser === 'chrome'
      ? { args: [...launchArguments, '--window-size=1300,950', '--window-position=20,20', '--lang=ru'] }
      : {
          args: ['--width=1300', '--height=950'],
          extraPrefsFirefox: { 'intl.accept_languages': 'ru-RU, ru', 'ui.prefersReducedMotion': 1 },
        }),
  });
  try {
    const version = await launched.version();
    const page = (await launched.pages())[0] ?? (await launched.newPage());
    const hands = realHands(programs.xdotool, display);
    await visitTheShop(page, shop);
    await hands.focusWindow();
    for (const [promise, keep] of promises) {
      try {
        await keep(page, hands, shop);
        rows.push({ browser: name, version, promise, outcome: 'kept' });
      } catch (error) {
        console.log(`${name}: ${promise}: ${error instanceof Error ? error.message : String(error)}`);
        rows.push({ browser: name, version, promise, outcome: 'broken' });
        await visitTheShop(page, shop);
      }
    }
  } finally {
    // A browser with an unanswered question does not close by itself.
    await Promise.race([launched.close(), pause(5_000)]);
    launched.process()?.kill('SIGKILL');
    child.kill();
  }
}
