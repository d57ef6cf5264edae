import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';

/** What each package may import of ours. */
const packages = {
  protocol: [],
  ui: [],
  button: ['protocol'],
  backend: ['protocol'],
  sandbox: ['protocol'],
  application: ['protocol', 'ui'],
  cabinet: ['protocol', 'ui'],
};

/**
 * The backend's modules: one imports those before it, and learns of what comes after by events alone. The buyer's session stands behind
 * the banks because it drives them: it submits, chooses and gives up.
 */
const modules = [
  'tables',
  'platform',
  'migrations',
  'api-reference',
  'pages',
  'messages',
  'shops',
  'connections',
  'orders',
  'banks',
  'fan-out',
  'buyer-session',
  'signing',
  'after-sale',
  'receipts',
  'webhooks',
  'notifications',
  'integrations',
  't-bank',
  'cabinet',
  'retention',
  'operator',
];

const tests = ['**/*.test.ts', '**/*.node-test.ts', '**/testing/**', 'tests/**'];

export default defineConfig(
  globalIgnores(['**/dist/', '.storybook-static/', 'data/', '.cache/']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'max-lines': ['error', { max: 400 }], eqeqeq: ['error', 'always', { null: 'ignore' }] },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The compiler says both better: unused names by noUnusedLocals, and Lit hands methods over unbound on purpose.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Handlers and hooks are async by their type, whether or not this one waits.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword', message: 'Parse the value instead of asserting its type twice.' },
        {
          selector: 'Literal[value=/^(en-CA|sv-SE)$/]',
          message: 'Engines differ in the order of such dates: use moscowDay() of protocol.',
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // node:test's describe and it return promises that nobody waits for; chai's assertions are bare expressions.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] }],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: ['packages/{ui,button,application,cabinet}/**/*.test.ts'],
    rules: {
      // Every assertion of chai is typed as a promise there, but only one is.
      '@typescript-eslint/no-floating-promises': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: "ExpressionStatement > CallExpression[callee.property.name='accessible']", message: 'Await it.' },
      ],
    },
  },
  {
    files: ['packages/{protocol,ui,button,application,cabinet}/src/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-properties': ['error', ...newerThanOldestBrowsers()] },
  },
  {
    files: ['packages/{ui,button,application,cabinet}/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended'], wc.configs['flat/best-practice']],
    rules: { 'wc/guard-super-call': 'off', 'wc/max-elements-per-file': 'off', 'wc/attach-shadow-constructor': 'off' },
  },
  {
    // Each is compiled by its own framework, or by a test of the types.
    files: ['examples/**/*.{ts,tsx}', 'packages/button/{hosts,testing}/**'],
    ignores: ['examples/storefront/**'],
    extends: [typescript.configs.disableTypeChecked],
  },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  Object.entries(packages).map(([name, allowed]) => ({
    files: [`packages/${name}/src/**/*.ts`],
    ignores: tests,
    rules: { 'no-restricted-imports': ['error', { patterns: [layer(name, allowed)] }] },
  })),
  modules.map((name, index) => ({
    files: [`packages/backend/src/${name}/**/*.ts`],
    ignores: tests,
    rules: {
      'no-restricted-imports': ['error', { patterns: [layer('backend', packages.backend), ...order(name, modules.slice(index + 1))] }],
    },
  })),
);

function layer(name, allowed) {
  const own = Object.keys(packages).filter((other) => other !== name && !allowed.includes(other));
  return {
    regex: `^@installment-button/(${own.join('|')})(/|$)|^installment-button(/|$)|^(\\.\\./)+(packages/)?(${Object.keys(packages).join('|')})/src/`,
    message: `${name} imports of ours ${allowed.join(' and ') || 'nothing'}.`,
  };
}

function order(name, later) {
  return [
    ...(later.length === 0
      ? []
      : [{ regex: `^(\\.\\./)+(${later.join('|')})/`, message: `${name} comes before it: let it learn by an event, in consequences.ts.` }]),
    {
      regex: `^(\\.\\./)+(main|cli|backend|modules|consequences|connection-providers|open-context${name === 'platform' ? '|context|config' : ''})\\.ts$`,
      message: `${name} is handed its Context by whoever starts it.`,
    },
  ];
}

/** Built-ins that Chromium 109, Firefox 115 or Safari 16.4 lacks: the oldest browsers that the contract names. */
function newerThanOldestBrowsers() {
  const methods = ['toSorted', 'toReversed', 'toSpliced', 'groupBy', 'fromAsync', 'withResolvers', 'isWellFormed', 'toWellFormed'];
  const statics = [
    ['URL', 'canParse'],
    ['URL', 'parse'],
    ['AbortSignal', 'any'],
    ['Promise', 'try'],
  ];
  const message = 'Chromium 109, Firefox 115 or Safari 16.4 lacks it.';
  return [...methods.map((property) => ({ property, message })), ...statics.map(([object, property]) => ({ object, property, message }))];
}
