import { createReadStream, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { findBrowser } from './scripts/browser.ts';

const mockServiceWorker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'));

export default {
  // Tests of browser packages that need no browser are named *.node-test.ts and run under node.
  files: ['packages/{button,ui,application,cabinet}/src/**/*.test.ts'],
  nodeResolve: { exportConditions: ['workspace', 'browser', 'development'] },
  concurrency: 2,
  // A busy machine is slow, not wrong.
  testFramework: { config: { timeout: 20_000 } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: await findBrowser(),
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'ru-RU', timezoneId: 'Europe/Moscow' }),
    }),
  ],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.base.json', import.meta.url)) })],
  middleware: [
    function serveMockServiceWorker(context, next) {
      if (context.path !== '/mockServiceWorker.js') return next();
      context.type = 'text/javascript';
      context.body = createReadStream(mockServiceWorker);
    },
  ],
  reporters: [defaultReporter(), summaryReporter(), countReporter()],
};

/** Tells `npm test` how many tests passed and failed: a file that did not load counts as one that failed. */
function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      if (!process.env.TEST_COUNTS) return;
      const tests = sessions.flatMap(({ testResults }) => testsIn(testResults));
      const broken = sessions.filter(
        ({ passed, testResults }) => !passed && testsIn(testResults).every((test) => test.passed || test.skipped),
      );
      writeFileSync(
        process.env.TEST_COUNTS,
        JSON.stringify({
          passed: tests.filter((test) => test.passed).length,
          failed: tests.filter((test) => !test.passed && !test.skipped).length + broken.length,
        }),
      );
    },
  };
}

const testsIn = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsIn)] : []);
