import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmChromium } from './npm-chromium.ts';
import { inRoot } from './workspace.ts';

/** A Chromium that can be started: hand both to `playwright-core`'s `chromium.launch()`. */
export interface Browser {
  executablePath: string;
  args: string[];
}

/** Finds a Chromium: `CHROME_PATH`, else one on `PATH`, else the one that comes through npm. */
export async function findBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] || onPath() || (await npmChromium(inRoot('node_modules/@sparticuz/chromium')));
  return { executablePath, args: launchArguments };
}

/** Features of Chromium that ask the network by themselves, or that Playwright cannot drive. */
const notInTests = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];

/** What every Chromium of the tests is started with. */
export const launchArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Every desktop Chrome gives a frame of another site its own process; the headless one from npm must be told to.
  '--site-per-process',
  // The last list counts. This is Playwright's without ThirdPartyStoragePartitioning: a frame of another site, as ours is in every shop, would
  // have no storage at all.
  `--disable-features=${notInTests.join()}`,
  // Chromium's sandbox refuses to start as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find(existsSync);
}
