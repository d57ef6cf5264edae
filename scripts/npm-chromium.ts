import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { inRoot } from './workspace.ts';

/**
 * Unpacks `@sparticuz/chromium` once and returns its program. The package brings the libraries and fonts that a bare machine lacks.
 * @param packageFolder a folder with the package of any version since 109
 */
export async function npmChromium(packageFolder: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found: install Chrome or Chromium, or set CHROME_PATH to its program.');
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = inRoot(`node_modules/.cache/npm-chromium-${version}`);
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
  const content = async (name: string) => promisify(brotliDecompress)(await readFile(join(archives, name)));
  await writeFile(join(folder, 'chromium'), await content('chromium.br'), { mode: 0o755 });
  // Version 119 brings the libraries of two systems; al2023 is the newer.
  const tars = (await readdir(archives)).filter((name) => name.endsWith('.tar.br') && name !== 'al2.tar.br');
  for (const name of tars) {
    const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'inherit', 'inherit'] });
    tar.stdin.end(await content(name));
    const [code] = (await once(tar, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`tar could not unpack ${name}`);
  }
}

// The libraries are for the browser alone, so they are set here and not in our own environment.
const startScript = `#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export LD_LIBRARY_PATH
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`;

const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><dir>${join(folder, '.fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`;
