// npm run bench [-- queue]: every *.bench.ts, one after another, each in a process of its own, so that none warms up another.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { root } from './workspace.ts';

const words = process.argv.slice(2);
const files = globSync(['packages/*/bench/*.bench.ts', 'tests/bench/*.bench.ts'], { cwd: root })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) throw new Error(`no benchmark named ${words.join(' or ')}`);

// A benchmark exports `name` and `run()`, which answers the rows of its table.
const runner = `
  const { name, run } = await import(process.argv[1]);
  console.log('\\n' + name);
  console.table(await run());
  process.exit(0);
`;
for (const file of files) {
  const { status } = spawnSync(
    process.execPath,
    ['--conditions=workspace', '--input-type=module', '--eval', runner, '--', `${root}/${file}`],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exitCode = 1;
}
