import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A Chromium that can be started: hand both to `playwright-core`'s `chromium.launch()`. */
export interface Browser {
  executablePath: string;
  args: string[];
}

/** Finds a Chromium: `CHROME_PATH`, else one on `PATH`, else the one that comes through npm. */
export async function findBrowser(): Promise<Browser> {
  return { executablePath: process.env['CHROME_PATH'] || onPath() || (await fromNpm()), args };
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

const args = [
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

/** Unpacks `@sparticuz/chromium` once; it brings the system libraries and fonts that a bare machine lacks. */
async function fromNpm(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: install Chrome or Chromium, or set CHROME_PATH to its program.');
  }
  const root = join(import.meta.dirname, '..', 'node_modules');
  const packageFolder = join(root, '@sparticuz', 'chromium');
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = join(root, '.cache', `chromium-${version}`);
  const start = join(folder, 'start.sh');
  if (existsSync(start)) return start;

  // Unpacked aside and moved into place whole: two test runners may come here at once.
  const aside = `${folder}.${process.pid}`;
  await mkdir(aside, { recursive: true });
  await unpack(join(packageFolder, 'bin'), aside);
  await writeFile(join(aside, 'fonts.conf'), fontsConfiguration(folder));
  await writeFile(join(aside, 'start.sh'), startScript, { mode: 0o755 });
  try {
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(start)) throw error;
  }
  return start;
}

async function unpack(archives: string, folder: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder; // the package unpacks into os.tmpdir() and nowhere else
  try {
    const { inflate } = await import('@sparticuz/chromium');
    await Promise.all(['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) => inflate(join(archives, name))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

// The libraries are for the browser alone, so they are set here and not in our own environment.
const startScript = `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`;
