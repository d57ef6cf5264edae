import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError, readConfig } from './config.ts';
import { FolderInUse } from './platform/database/embedded-lock.ts';
import { createLog } from './platform/observability/log.ts';
import { createMailer } from './messages/mailer.ts';
import { createSmsSender } from './messages/sms-sender.ts';
import { startBackend } from './backend.ts';

/** SIGTERM drains within this and loses nothing. */
const DRAIN_MS = 9000;
/** The first part of the drain, when other nodes exist. A proxy that polls `/readyz` every 2 s has stopped sending requests by then. */
const LEAVE_MS = 3000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const backend = await startBackend({
    config,
    log,
    mailer: createMailer(config.smtpUrl, config.publicUrl),
    sms: createSmsSender(config.smsUrl),
  });
  log.info({ port: backend.port, role: config.role, embedded: config.databaseUrl === null }, 'the server is ready');
  if (config.databaseUrl === null) log.warn('the embedded database survives a kill but not a power cut; set DATABASE_URL for production');
  let draining = false;
  const drain = (signal: NodeJS.Signals) => {
    if (draining) return;
    draining = true;
    log.info({ signal }, 'draining');
    setTimeout(() => process.exit(1), DRAIN_MS + 1000).unref();
    const leaving = config.databaseUrl !== null && config.role !== 'worker' ? LEAVE_MS : 0;
    backend.leave();
    const drained = pause(leaving).then(() => backend.drain(DRAIN_MS - leaving));
    drained.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the drain failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
}

main().catch((error: unknown) => {
  // One line that names the fault; a stack only where the fault is ours.
  const known = error instanceof ConfigError || error instanceof FolderInUse;
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(known ? error.message : taken ? `PORT: another program listens there (${error.message})` : error);
  process.exit(1);
});
