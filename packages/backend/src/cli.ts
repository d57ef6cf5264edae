import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createMailer } from './messages/mailer.ts';
import { createSmsSender } from './messages/sms-sender.ts';
import { openContext } from './open-context.ts';
import { askServer } from './operator-socket.ts';
import { UsageError, type Command, type Outcome } from './operator/command.ts';
import { parseCommand, runCommand, usage } from './operator/run-command.ts';
import { ConfigError, readConfig } from './config.ts';
import { FolderInUse, socketAnswers } from './platform/database/embedded-lock.ts';
import { createLog } from './platform/observability/log.ts';

const LOCK_TIMEOUT_MS = 15_000;

/** The operator's shell. It works with the server up or down. */
async function main(args: string[]): Promise<Outcome> {
  if (args.length === 0 || args[0] === 'help' || args[0] === '--help') return { exitCode: args.length === 0 ? 2 : 0, text: usage() };
  const { command } = parseCommand(args);
  if (process.env.DATABASE_URL) return runHere(command, args);
  const dataDir = resolve(process.env.DATA_DIR ?? './data');
  for (const end = Date.now() + LOCK_TIMEOUT_MS; ; await pause(200)) {
    if (await socketAnswers(dataDir)) return askServer(dataDir, args);
    try {
      return await runHere(command, args);
    } catch (error) {
      // A server that starts or stops, or another command, holds the folder. It answers or releases the folder soon.
      if (!(error instanceof FolderInUse) || Date.now() > end) throw error;
    }
  }
}

/** Opens the database in this process. */
async function runHere(command: Command, args: string[]): Promise<Outcome> {
  const config = readConfig(process.env, { banks: command.needsBanks ?? false, delivery: false });
  const { context, close } = await openContext({
    config,
    log: createLog(process.env.LOG_LEVEL ?? 'silent'),
    mailer: createMailer(config.smtpUrl, config.publicUrl),
    sms: createSmsSender(config.smsUrl),
  });
  try {
    return await runCommand(context, args);
  } finally {
    await close(1000);
  }
}

main(process.argv.slice(2)).then(
  ({ exitCode, text }) => {
    (exitCode === 0 ? process.stdout : process.stderr).write(`${text}\n`, () => process.exit(exitCode));
  },
  (error: unknown) => {
    if (error instanceof UsageError) console.error(usage(error.message));
    else console.error(error instanceof ConfigError || error instanceof FolderInUse ? error.message : error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
