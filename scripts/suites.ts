import { globSync } from 'node:fs';
import { root } from './workspace.ts';

export interface Suite {
  name: string;
  /** Programs run one after another; the first failure ends the suite. */
  commands: string[][];
  /** Without it the suite counts as one test: passed when every program ends with 0. */
  counts?: boolean;
  needs?: 'build' | 'postgres';
}

/** What `npm test` runs; those that others wait for, and the longest, first. */
export function suites(): Suite[] {
  return [
    { name: 'build', commands: [['node', '--conditions=workspace', 'scripts/build.ts']] },
    { name: 'backend on PostgreSQL', commands: [nodeTest('packages/backend/src/**/*.test.ts')], counts: true, needs: 'postgres' },
    { name: 'end-to-end', commands: [nodeTest('tests/**/*.test.ts', 'examples/*/**/*.test.ts')], counts: true, needs: 'build' },
    { name: 'types', commands: [manifest, ['tsc', '-b']], needs: 'build' },
    { name: 'backend on PGlite', commands: [nodeTest('packages/backend/src/**/*.test.ts')], counts: true },
    { name: 'in the browser', commands: [['wtr']], counts: true },
    { name: 'stories', commands: [['node', 'scripts/test-stories.ts']], counts: true },
    { name: 'sandbox', commands: [nodeTest('packages/sandbox/src/**/*.test.ts')], counts: true },
    { name: 'protocol', commands: [nodeTest('packages/protocol/src/**/*.test.ts')], counts: true },
    { name: 'pages under node', commands: [nodeTest('packages/*/src/**/*.node-test.ts')], counts: true },
    { name: 'tools', commands: [nodeTest('scripts/**/*.test.ts')], counts: true, needs: 'build' },
    {
      name: 'lint',
      commands: [
        // Import cycles, type-only imports included: eslint's own rule does not see those.
        ['oxlint'],
        ['eslint', '.'],
        ['prettier', '--check', '--log-level', 'warn', '.'],
      ],
    },
  ];
}

const manifest = ['cem', 'analyze', '--config', '.storybook/custom-elements-manifest.config.mjs', '--quiet'];

function nodeTest(...patterns: string[]): string[] {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] })).sort();
  return ['node', '--conditions=workspace', '--test', '--test-concurrency=2', ...reporters, ...files];
}

// Two files at once: most of their time they wait. COUNTS stands for the file that the counts go to.
const reporters = [
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=./scripts/count-reporter.ts',
  '--test-reporter-destination=COUNTS',
];
