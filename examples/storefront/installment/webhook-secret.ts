import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceRefusal, type InstallmentApi } from './api.ts';

interface Registration {
  id: string;
  url: string;
  secret: string;
}

/**
 * The secret that our webhooks are signed with. It is shown once, when the address is registered, so it is kept in a file that only this
 * user may read. Where the service does not know our registration any more, we register again.
 */
export async function obtainWebhookSecret(api: InstallmentApi, url: string, dataDir: string): Promise<string> {
  const file = join(dataDir, 'webhook-secret.json');
  const kept = await readRegistration(file);
  const registered = (await api.webhookEndpoints()).filter((endpoint) => endpoint.url === url);
  if (kept && registered.some(({ id }) => id === kept.id)) return kept.secret;

  // An endpoint at our address whose secret we lost would only bring webhooks that we cannot verify.
  for (const { id } of registered) await api.removeWebhook(id);
  const made = await api.registerWebhook(url);
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify({ id: made.id, url, secret: made.secret }), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made.secret;
}

/** Tries until the service is there: the two may be started in any order. */
export async function waitForWebhookSecret(obtain: () => Promise<string>, signal: AbortSignal): Promise<string | undefined> {
  for (let delayMs = 250; !signal.aborted; delayMs = Math.min(delayMs * 2, 10_000)) {
    try {
      return await obtain();
    } catch (error) {
      const final = error instanceof ServiceRefusal && error.status < 500 && error.status !== 429;
      console.error(`The webhook address is not registered: ${error instanceof Error ? error.message : 'unknown reason'}`);
      if (final) return undefined;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
  return undefined;
}

async function readRegistration(file: string): Promise<Registration | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Registration;
  } catch {
    return undefined;
  }
}
