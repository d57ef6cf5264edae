// npm test -- --only=stories: every story of the static Storybook, in both themes; pages of the cabinet and the application in a
// phone's window too, the application in both languages, in a window of 320 px, and with text of 200 %:
// it renders, its interactions pass, axe finds nothing, the console stays clean.
// node scripts/test-stories.ts [--built] [--all] [--only cabinet-orders] [--pictures folder]: every window with every theme and language;
// a picture of each, to be looked at.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from './browser.ts';
import { serveFolder } from './serve-folder.ts';
import { inParallel, inRoot, root } from './workspace.ts';

interface Story {
  id: string;
  title: string;
  name: string;
  theme: 'light' | 'dark';
  locale: 'ru' | 'en';
  /** Of the text, in percent. */
  text: 100 | 200;
  width: number;
}

const WIDE = 1280;
const PHONE = 390;
/** The narrowest window that pages must fit (WCAG 1.4.10). */
const NARROW = 320;

const { values: wishes } = parseArgs({
  options: { built: { type: 'boolean' }, all: { type: 'boolean' }, only: { type: 'string' }, pictures: { type: 'string' } },
});
if (wishes.pictures) mkdirSync(wishes.pictures, { recursive: true });

if (!wishes.built) {
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  run('cem', 'analyze', '--config', '.storybook/custom-elements-manifest.config.mjs', '--quiet');
  run('storybook', 'build', '-o', '.storybook-static', '--quiet', '--disable-telemetry');
}

const server = await serveFolder(inRoot('.storybook-static'));
const browser = await chromium.launch(await findBrowser());
const { entries } = (await (await fetch(`${server.url}/index.json`)).json()) as {
  entries: Record<string, Pick<Story, 'id' | 'title' | 'name'> & { type: string }>;
};
const stories: Story[] = Object.values(entries)
  .filter(({ type, id }) => type === 'story' && id.includes(wishes.only ?? ''))
  .flatMap((story) => variantsOf(story.title).map((variant) => ({ ...story, ...variant })));

const pages = await Promise.all([openPage(), openPage()]);
let failed = 0;
await inParallel(stories, pages.length, async (story) => {
  const page = pages.pop();
  if (!page) throw new Error('more stories at once than pages');
  const faults = await faultsOf(page, story);
  pages.push(page);
  if (faults.length === 0) return;
  failed += 1;
  console.log(
    `✖ ${story.title} · ${story.name} · ${story.theme} · ${story.locale} · ${story.width} · ${story.text} %\n${faults.map((fault) => `    ${fault}`).join('\n')}`,
  );
});

await browser.close();
server.close();
const passed = stories.length - failed;
console.log(`Stories: ${passed} passed, ${failed} failed`);
if (process.env['TEST_COUNTS']) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify({ passed, failed }));
if (failed > 0 || passed === 0) process.exitCode = 1;

type Variant = Pick<Story, 'theme' | 'locale' | 'width' | 'text'>;

/** In which windows, themes, languages and sizes of text a story is looked at: each of them meets each in turn, with `--all` at once. */
function variantsOf(title: string): Variant[] {
  const variant = (theme: Story['theme'], width: number, locale: Story['locale'] = 'ru', text: Story['text'] = 100): Variant => ({
    theme,
    locale,
    width,
    text,
  });
  const themes = ['light', 'dark'] as const;
  if (title.startsWith('Application/')) {
    const looks = wishes.all
      ? themes.flatMap((theme) => [WIDE, PHONE].flatMap((width) => (['ru', 'en'] as const).map((locale) => variant(theme, width, locale))))
      : [variant('light', WIDE), variant('dark', PHONE), variant('dark', WIDE, 'en'), variant('light', PHONE, 'en')];
    return [...looks, variant('light', NARROW), variant('light', PHONE, 'ru', 200)];
  }
  if (title.startsWith('Cabinet/')) {
    if (!wishes.all) return [variant('light', WIDE), variant('dark', PHONE)];
    return themes.flatMap((theme) => [WIDE, PHONE].map((width) => variant(theme, width)));
  }
  return themes.map((theme) => variant(theme, WIDE));
}

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
  return context.newPage();
}

async function faultsOf(page: Page, { id, theme, locale, width, text }: Story): Promise<string[]> {
  const faults: string[] = [];
  const onConsole = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  };
  const onError = (error: Error) => faults.push(`page: ${error.message}`);
  page.on('console', onConsole).on('pageerror', onError);
  try {
    await page.setViewportSize({ width, height: width === WIDE ? 900 : 844 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.goto(`${server.url}/iframe.html?viewMode=story&id=${id}&globals=theme:${theme};locale:${locale}`);
    if (text !== 100) await page.addStyleTag({ content: `html { font-size: ${text}% }` });
    const outcome = await page.waitForFunction(readOutcome, undefined, { timeout: 20_000 });
    faults.push(...((await outcome.jsonValue()) ?? []));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) faults.push('wider than the window');
    if (wishes.pictures)
      await page.screenshot({
        path: join(wishes.pictures, `${id}-${width}-${theme}-${locale}${text === 100 ? '' : `-${text}`}.png`),
        fullPage: true,
      });
  } catch (error) {
    faults.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  } finally {
    page.off('console', onConsole).off('pageerror', onError);
  }
  return faults;
}

/** Runs in the page: nothing until the story has ended, then what went wrong. The accessibility addon reports along with the story. */
function readOutcome(): string[] | null {
  interface Channel {
    last(event: string): unknown[] | undefined;
  }
  interface Violation {
    id: string;
    help: string;
    nodes: { html: string; failureSummary?: string }[];
  }
  interface Finished {
    reporters: { type: string; result: { violations?: Violation[]; error?: { message: string } } }[];
  }
  const channel = (window as { __STORYBOOK_ADDONS_CHANNEL__?: Channel }).__STORYBOOK_ADDONS_CHANNEL__;
  for (const event of [
    'storyMissing',
    'storyErrored',
    'storyThrewException',
    'playFunctionThrewException',
    'unhandledErrorsWhilePlaying',
  ]) {
    const [fault] = channel?.last(event) ?? [];
    if (fault !== undefined) return [`${event}: ${(fault as { message?: string }).message ?? JSON.stringify(fault)}`];
  }
  const [finished] = (channel?.last('storyFinished') ?? []) as [Finished?];
  if (!finished) return null;
  const reports = finished.reporters.filter(({ type }) => type === 'a11y');
  if (reports.length === 0) return ['axe did not run'];
  return reports.flatMap(({ result: { violations = [], error } }) => [
    ...(error ? [`axe: ${error.message}`] : []),
    ...violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`),
  ]);
}
