import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/browser.ts';
import { startFakeService } from '../src/testing/fake-service.ts';
import { items, key } from '../src/testing/shop.ts';

export const name = 'The button in Chromium, CPU 4× slower, medians in ms: beside a native button and the barest Lit element';

/** What is measured, each with the script that a page would load for it. */
interface Subject {
  name: string;
  script: string;
  markup: string;
}

interface Row {
  what: string;
  'start → paint'?: number;
  '1 button'?: number;
  '100'?: number;
  '1,000'?: number;
  'of barest Lit'?: string;
  'of Lit with our attributes'?: string;
  'of Lit with our tree'?: string;
  'layout shift'?: number;
  'click → dialog'?: number;
  'click → first field'?: number;
}

const rounds = 15;
/** The subjects that ours is compared with: a LitElement with one button in it, the same given what ours is given, and one that draws as much. */
const barest = 1;
const given = 2;
const twin = 3;

export async function run(): Promise<Row[]> {
  const files = await production();
  const service = await startFakeService(files);
  const browser = await chromium.launch(await findBrowser());
  const button = (attributes: string) =>
    `<installment-button service-url="${service.origin}" shop="${key}" items='${items}' ${attributes}></installment-button>`;
  const bare = `<bare-button service-url="${service.origin}" shop="${key}" items='${items}' label="Оформить в рассрочку"></bare-button>`;
  const entry = files.get('/installment-button.js') ?? '';
  const subjects: Subject[] = [
    { name: 'native <button>', script: '', markup: '<button>Оформить в рассрочку</button>' },
    {
      name: 'Lit element, a button in it',
      script: await bareLit(plain),
      markup: '<bare-button label="Оформить в рассрочку"></bare-button>',
    },
    { name: 'Lit element, a button in it, our attributes', script: await bareLit(plain), markup: bare },
    { name: 'Lit element, our attributes and tree', script: await bareLit(tree), markup: bare },
    { name: 'installment-button', script: entry, markup: button('') },
    { name: 'installment-button preview', script: entry, markup: button('preview') },
  ];
  const rows = await compare(browser, subjects);
  rows.push(...(await clicks(browser, `${service.origin}/installment-button.js`, button(''))));
  await browser.close();
  await service.close();
  return rows;
}

/** The entry and its chunk as `npm run build` left them. */
async function production(): Promise<Map<string, string>> {
  const folder = join(import.meta.dirname, '..', 'dist');
  const names = (await readdir(folder).catch(() => [])).filter((file) => /^installment-.*\.js$/.test(file));
  if (!names.includes('installment-button.js')) throw new Error('Run `npm run build` first: it is the built script that is measured');
  return new Map(await Promise.all(names.map(async (file) => [`/${file}`, await readFile(join(folder, file), 'utf8')] as const)));
}

const plain = '<button>${this.label}</button>';
/** What our element draws, with nothing behind it: no form, no tariff table, no events. */
const tree = '<button part="button" class="filled m"><slot name="label" part="label">${this.label}</slot></button>';

/** A LitElement with this template and nothing else. */
async function bareLit(template: string): Promise<string> {
  const contents = `
    import { html, LitElement } from 'lit';
    class BareButton extends LitElement {
      static properties = { label: {}, shop: {}, items: { type: Array }, serviceUrl: { attribute: 'service-url' } };
      render() { return html\`${template}\`; }
    }
    customElements.define('bare-button', BareButton);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  return outputFiles[0]?.text ?? '';
}

/** From the first line of the script to the first paint of the one button that the page has. */
function paint(browser: Browser, { script, markup }: Subject): Promise<number> {
  const start = `performance.mark('start');`;
  const html = script ? `${markup}<script type="module">${start}${script}</script>` : `<script>${start}</script>${markup}`;
  return onPage(browser, html, (page) =>
    page.evaluate(async () => {
      const painted = await new Promise<number>((resolve) =>
        new PerformanceObserver((list) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0];
          if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true }),
      );
      return painted - (performance.getEntriesByName('start')[0]?.startTime ?? 0);
    }),
  );
}

/** All subjects in every round, so that what else the machine does meanwhile meets them alike. */
async function compare(browser: Browser, subjects: readonly Subject[]): Promise<Row[]> {
  const seen = subjects.map(() => ({ paint: [] as number[], one: [] as number[], hundred: [] as number[], thousand: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      seen[index]?.paint.push(await paint(browser, subject));
      seen[index]?.one.push(await scripting(browser, subject, 1));
      seen[index]?.hundred.push(await scripting(browser, subject, 100));
      seen[index]?.thousand.push(await scripting(browser, subject, 1_000));
    }
  }
  const times = (own: readonly number[], other: number) =>
    `${middle(own.map((took, round) => took / (seen[other]?.thousand[round] ?? NaN))).toFixed(2)}×`;
  const rows: Row[] = [];
  for (const [index, subject] of subjects.entries()) {
    const own = seen[index];
    if (!own) continue;
    rows.push({
      what: subject.name,
      'start → paint': middle(own.paint),
      '1 button': middle(own.one),
      '100': middle(own.hundred),
      '1,000': middle(own.thousand),
      'of barest Lit': times(own.thousand, barest),
      'of Lit with our attributes': times(own.thousand, given),
      'of Lit with our tree': times(own.thousand, twin),
      'layout shift': await shift(browser, subject),
    });
  }
  return rows;
}

/** From markup to drawn shadow trees, ms. */
function scripting(browser: Browser, { script, markup }: Subject, count: number): Promise<number> {
  return onPage(browser, `<main></main><script type="module">${script}</script>`, (page) =>
    page.evaluate(
      async ([tag, many]) => {
        const [main] = document.getElementsByTagName('main');
        if (!main) throw new Error('no page');
        const draw = async (times: number) => {
          const started = performance.now();
          main.innerHTML = tag.repeat(times);
          // Each may be drawn in a microtask of its own, and some take a few.
          for (let turn = 0; turn < times + 30; turn++) await Promise.resolve();
          return performance.now() - started;
        };
        // The first brings the tariff table, and the engine to speed.
        await draw(10);
        await new Promise((next) => setTimeout(next, 200));
        main.replaceChildren();
        const took = await draw(many);
        if (!(main.lastElementChild?.shadowRoot ?? main).textContent.includes('Оформить')) throw new Error('not drawn');
        return took;
      },
      [markup, count] as const,
    ),
  );
}

/** Cumulative layout shift of a page with 20 of them. */
function shift(browser: Browser, { script, markup }: Subject): Promise<number> {
  return onPage(browser, `${markup.repeat(20)}<script type="module">${script}</script>`, async (page) => {
    await page.waitForTimeout(500);
    return page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'value'));
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(sum), 100);
        }),
    );
  });
}

/** The frame is the tests' own and nearly empty: what is seen here is the button's part of the way. */
async function clicks(browser: Browser, script: string, markup: string): Promise<Row[]> {
  const html = `<script type="module" src="${script}"></script><body style="padding:40px">${markup}`;
  const click = (warm: boolean) => () =>
    onPage(browser, html, async (page) => {
      const button = page.locator('installment-button button');
      await button.waitFor();
      if (warm) {
        await button.hover();
        await page.waitForTimeout(600);
      }
      await page.evaluate(watch);
      await button.click();
      return page.evaluate(() => Reflect.get(window, 'seen') as Promise<[dialog: number, field: number]>);
    });
  const rows: Row[] = [];
  for (const warm of [false, true]) {
    const seen: [number, number][] = [];
    for (let round = 0; round < rounds; round++) seen.push(await click(warm)());
    rows.push({
      what: warm ? 'click, the buyer came near before' : 'click, nothing loaded',
      'click → dialog': middle(seen.map(([dialog]) => dialog)),
      'click → first field': middle(seen.map(([, field]) => field)),
    });
  }
  return rows;
}

/** In the page: when the dialog was painted, and when the frame in it had the focus, counted from the click. */
function watch(): void {
  const clicked = new Promise<number>((resolve) =>
    addEventListener('click', ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
  );
  const frames = async (is: () => boolean | undefined) => {
    while (!is()) await new Promise((next) => requestAnimationFrame(next));
    // The task after the frame's: by then it is painted.
    await new Promise((next) => setTimeout(next));
    return performance.now();
  };
  const dialog = () => document.querySelector('installment-dialog')?.shadowRoot?.querySelector('dialog');
  const seen = (async () => {
    const start = await clicked;
    const shown = await frames(() => dialog()?.open);
    const ready = await frames(() => dialog()?.className === 'ready');
    return [shown - start, ready - start];
  })();
  Object.assign(window, { seen });
}

async function onPage<Result>(browser: Browser, html: string, act: (page: Page) => Promise<Result>): Promise<Result> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="ru"><meta charset="utf-8"><title>Shop</title>${html}`);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  const result = await act(page);
  await context.close();
  server.closeAllConnections();
  server.close();
  return result;
}

const middle = (values: readonly number[]) => Math.round(([...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN) * 100) / 100;
