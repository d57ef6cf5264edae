import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './workspace.ts';

/** Markup that runs this very build and nothing else. */
export interface PinnedScripts {
  version: string;
  /** One classic script, with its hash. */
  oneFile: string;
  /** The module; the import map holds the hashes of its chunks, too, which `integrity` on the tag does not reach. */
  module: string;
}

const dist = inRoot('packages/button/dist');

export function pinnedScripts(service = 'https://credit.example'): PinnedScripts {
  const { version } = JSON.parse(readFileSync(inRoot('packages/button/package.json'), 'utf8')) as { version: string };
  const address = (file: string) => `${service}/v${version}/${file}`;
  const modules = readdirSync(dist).filter((file) => /^installment-[\w-]+\.js$/.test(file));
  const integrity = Object.fromEntries(modules.map((file) => [address(file), hashOf(file)]));
  const classic = 'installment-button.classic.js';
  return {
    version,
    oneFile: `<script src="${address(classic)}" integrity="${hashOf(classic)}" crossorigin defer></script>`,
    module: `<script type="importmap">
${JSON.stringify({ integrity }, null, 2)}
</script>
<script type="module" src="${address('installment-button.js')}"></script>`,
  };
}

const hashOf = (file: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(join(dist, file)))
    .digest('base64')}`;

export function printPinnedScripts(): void {
  const { version, oneFile, module } = pinnedScripts();
  console.log(
    `\nThe button ${version} for pages that pin it (files: RELEASES_DIR/v${version}), one file or a module:\n\n${oneFile}\n\n${module}`,
  );
}
