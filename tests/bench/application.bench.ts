import type { Browser, Page } from 'playwright-core';
import { createOrder } from '../support/buyer.ts';
import { launchBrowser, phone } from '../support/watched-page.ts';
import { startSystem } from '../support/start-system.ts';

const RUNS = 5;

/** Lighthouse's phone: four times slower than this machine, on slow 4G. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: (1474.56 * 1024) / 8, uploadThroughput: (675 * 1024) / 8 };
const networks = {
  'slow 4G, CPU ÷ 4': { network: slow4G, cpu: 4 },
  'as this machine is': { network: null, cpu: 1 },
};

export const name = `The application page by its link, nothing cached, window of 390 × 844, ${RUNS} openings`;

interface Opening {
  firstPaint: number;
  largestPaint: number;
  usable: number;
  blocked: number;
  shift: number;
  kilobytes: number;
}

export async function run(): Promise<object[]> {
  const system = await startSystem({ banks: ['severny', 'ladoga', 'onega'] });
  const browser = await launchBrowser();
  try {
    const rows: object[] = [];
    for (const [profile, { network, cpu }] of Object.entries(networks)) {
      const openings: Opening[] = [];
      for (let turn = 0; turn < RUNS; turn++) {
        const { body } = await createOrder(system.backend.url, system.secretKey);
        openings.push(await open(browser, body.link, network, cpu));
      }
      rows.push(
        row(profile, 'first contentful paint, ms', openings, ({ firstPaint }) => firstPaint),
        row(profile, 'largest contentful paint (LCP), ms', openings, ({ largestPaint }) => largestPaint),
        row(profile, 'first step usable, ms', openings, ({ usable }) => usable),
        row(profile, 'total blocking time (TBT), ms', openings, ({ blocked }) => blocked),
        row(profile, 'layout shift (CLS)', openings, ({ shift }) => shift, 3),
        row(profile, 'transferred before it is usable, KB', openings, ({ kilobytes }) => kilobytes),
      );
    }
    return rows;
  } finally {
    await browser.close();
    await system.close();
  }
}

async function open(browser: Browser, link: string, network: typeof slow4G | null, cpu: number): Promise<Opening> {
  const context = await browser.newContext({ ...phone, locale: 'ru-RU' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  if (network) await devtools.send('Network.emulateNetworkConditions', network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
  await page.addInitScript(observe);
  await page.goto(link, { waitUntil: 'commit' });
  await page.getByLabel('Телефон').waitFor();
  const usable = await page.evaluate(() => performance.now());
  const kilobytes = bytes / 1024;
  await settle(page);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as Omit<Opening, 'usable' | 'kilobytes'>);
  await context.close();
  return { ...seen, usable, kilobytes };
}

/** Until the next steps' code has come and nothing has blocked for a second: then TBT is counted to the end, as Lighthouse does. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => performance.now() - (Reflect.get(window, 'lastTask') as number) > 1000);
}

/** Runs in the page before anything else. */
function observe(): void {
  const seen = { firstPaint: 0, largestPaint: 0, blocked: 0, shift: 0 };
  Object.assign(window, { seen, lastTask: 0 });
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.firstPaint = entry.startTime;
  });
  watch('largest-contentful-paint', (entry) => (seen.largestPaint = entry.startTime));
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.shift += value;
  });
  watch('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50);
    Object.assign(window, { lastTask: entry.startTime + entry.duration });
  });
}

function row(profile: string, what: string, openings: Opening[], of: (opening: Opening) => number, digits = 0): object {
  const values = openings.map(of).sort((one, other) => one - other);
  const shown = (value = 0) => Number(value.toFixed(digits));
  return { profile, what, median: shown(values[Math.floor(values.length / 2)]), worst: shown(values.at(-1)) };
}
