import { readFile } from 'node:fs/promises';
import { createBanksFile, parseBanksFile } from './banks/banks-file.ts';
import { startSandbox } from './start-sandbox.ts';

// SANDBOX_PORT, SMTP_PORT: of the pages and the mail server · SANDBOX_HOST: where all of it listens · BACKEND_URL: the only place that
// callbacks go to · BANKS_FILE: the same file that the backend reads · SANDBOX_DELAY_FACTOR: 0.1 makes every bank ten times as quick
const {
  BANKS_FILE,
  SANDBOX_PORT = '4010',
  SMTP_PORT = '4025',
  SANDBOX_HOST = '127.0.0.1',
  BACKEND_URL,
  SANDBOX_DELAY_FACTOR = '1',
} = process.env;

const sandbox = await startSandbox({
  banksFile: BANKS_FILE ? parseBanksFile(await readFile(BANKS_FILE, 'utf8')) : createBanksFile(),
  port: Number(SANDBOX_PORT),
  smtpPort: Number(SMTP_PORT),
  host: SANDBOX_HOST,
  delayFactor: Number(SANDBOX_DELAY_FACTOR),
  ...(BACKEND_URL ? { backendUrl: BACKEND_URL } : {}),
});

console.log(`Sandbox banks: ${sandbox.url}/`);
console.log(`Inbox:         ${sandbox.url}/inbox`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
