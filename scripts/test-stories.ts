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
const sittings = sittingsOf(Object.values(entries).filter(({ type, id }) => type === 'story' && id.includes(wishes.only ?? '')));

let [passed, failed] = [0, 0];
await inParallel(sittings, 2, async (stories) => {
  const page = await browser.newPage({ locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
  let loaded = false;
  for (const story of stories) {
    const faults = await faultsOf(page, story, loaded);
    // What went wrong might go on in the next one.
    loaded = faults.length === 0;
    if (loaded) passed += 1;
    else failed += 1;
    if (!loaded) console.log([`✖ ${nameOf(story)}`, ...faults.map((fault) => `    ${fault}`)].join('\n'));
  }
  await page.close();
});

await browser.close();
server.close();
console.log(`Stories: ${passed} passed, ${failed} failed`);
if (process.env['TEST_COUNTS']) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify({ passed, failed }));
if (failed > 0 || passed === 0) process.exitCode = 1;

type Variant = Pick<Story, 'theme' | 'locale' | 'width' | 'text'>;

/** The stories of one title in one look follow each other in one page, as a reader of Storybook has them: loading it takes longest. */
function sittingsOf(entries: Pick<Story, 'id' | 'title' | 'name'>[]): Story[][] {
  const titles = Map.groupBy(entries, ({ title }) => title);
  return [...titles].flatMap(([title, stories]) =>
    variantsOf(title).map((variant) => stories.map((story): Story => ({ ...story, ...variant }))),
  );
}

function nameOf({ title, name, theme, locale, width, text }: Story): string {
  return `${title} · ${name} · ${theme} · ${locale} · ${width} · ${text} %`;
}

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

async function faultsOf(page: Page, { id, theme, locale, width, text }: Story, loaded: boolean): Promise<string[]> {
  const faults: string[] = [];
  const onConsole = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  };
  const onError = (error: Error) => faults.push(`page: ${error.message}`);
  page.on('console', onConsole).on('pageerror', onError);
  try {
    if (loaded) {
      await page.evaluate(turnTo, id);
    } else {
      await page.setViewportSize({ width, height: width === WIDE ? 900 : 844 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(`${server.url}/iframe.html?viewMode=story&id=${id}&globals=theme:${theme};locale:${locale}`);
      if (text !== 100) await page.addStyleTag({ content: `html { font-size: ${text}% }` });
    }
    const outcome = await page.waitForFunction(readOutcome, id, { timeout: 20_000 });
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

interface Channel {
  emit(event: string, argument: object): void;
  last(event: string): unknown[] | undefined;
}

/** Runs in the page. */
function turnTo(id: string): void {
  (window as { __STORYBOOK_ADDONS_CHANNEL__?: Channel }).__STORYBOOK_ADDONS_CHANNEL__?.emit('setCurrentStory', {
    storyId: id,
    viewMode: 'story',
  });
}

/** Runs in the page: nothing until the story has ended, then what went wrong. The accessibility addon reports along with the story. */
function readOutcome(id: string): string[] | null {
  interface Violation {
    id: string;
    help: string;
    nodes: { html: string; failureSummary?: string }[];
  }
  interface Finished {
    storyId: string;
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
  if (finished?.storyId !== id) return null;
  const reports = finished.reporters.filter(({ type }) => type === 'a11y');
  if (reports.length === 0) return ['axe did not run'];
  return reports.flatMap(({ result: { violations = [], error } }) => [
    ...(error ? [`axe: ${error.message}`] : []),
    ...violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`),
  ]);
}
