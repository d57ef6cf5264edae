import { createBank } from './banks/bank.ts';
import { createBanksFile, type BanksFileEntry } from './banks/banks-file.ts';
import { bankProfiles, type BankProfile } from './banks/profiles.ts';
import { runBank, type RunningBank } from './banks/running-bank.ts';
import { alter, behaviours, type BehaviourChangeInput, type BehaviourName } from './banks/behaviour.ts';
import { control, type Control } from './control/control.ts';
import { createInbox, type Inbox } from './inbox/inbox.ts';
import { startMailDrop } from './inbox/smtp.ts';
import { systemTimer, type Timer } from './timer.ts';
import { webServer } from './web-server.ts';

/** A bank by its id, with another behaviour if wanted. */
export type BankChoice = string | { id: string; behaviour?: BehaviourName; change?: BehaviourChangeInput };

export interface SandboxOptions {
  /** Which of the six banks. Default: all. Ignored with `banksFile`. */
  banks?: readonly BankChoice[];
  /** Ready entries, as `npm start` makes them; their urls say the ports. */
  banksFile?: readonly BanksFileEntry[];
  /** Of the pages and `POST /sms`; 0: any free one. Default 0. */
  port?: number;
  /** Default 0: any free one. */
  smtpPort?: number;
  /** Where everything listens. Default 127.0.0.1. */
  host?: string;
  /** The only place that callbacks may go to. Default: wherever the application says. */
  backendUrl?: string;
  /** Every delay of a behaviour is multiplied by this: 0.01 makes 20 s to 200 ms. Default 1. */
  delayFactor?: number;
  /** Before a callback is repeated for the first time, in milliseconds. Default 1000. */
  callbackRetryMs?: number;
  timer?: Timer;
}

export interface Sandbox {
  /** What goes into BANKS_FILE. */
  banksFile: BanksFileEntry[];
  control: Control;
  inbox: Inbox;
  /** Control page, inbox page, JSON. */
  url: string;
  smsUrl: string;
  smtpUrl: string;
  close(): Promise<void>;
}

export async function startSandbox({
  banks = bankProfiles.map(({ id }) => id),
  banksFile,
  port = 0,
  smtpPort = 0,
  host = '127.0.0.1',
  backendUrl,
  delayFactor = 1,
  callbackRetryMs = 1_000,
  timer = systemTimer,
}: SandboxOptions = {}): Promise<Sandbox> {
  const profiles = banksFile ? banksFile.map(profileOf) : banks.map(chosen);
  const entries = banksFile ?? createBanksFile({ host, firstPort: 0, profiles });
  const running: RunningBank[] = [];
  const listening: BanksFileEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const profile = profiles[index];
    if (!profile) continue;
    const { outSecrets, inSecrets } = entry;
    const bank = createBank({ profile, outSecrets, inSecrets, timer, backendUrl, delayFactor, callbackRetryMs });
    const address = new URL(entry.url);
    const up = await runBank(bank, { host, port: Number(address.port), publicHost: address.hostname });
    running.push(up);
    listening.push({ ...entry, url: up.url });
  }

  const steering = control(running);
  const inbox = createInbox(timer);
  const mailDrop = await startMailDrop(inbox, { host, port: smtpPort });
  const server = webServer(steering, inbox, host);
  const url = await server.listen({ host, port });

  return {
    banksFile: listening,
    control: steering,
    inbox,
    url,
    smsUrl: `${url}/sms`,
    smtpUrl: `smtp://${host}:${mailDrop.port}`,
    async close() {
      await Promise.all([...running.map((bank) => bank.close()), server.close(), mailDrop.close()]);
    },
  };
}

function chosen(choice: BankChoice): BankProfile {
  const { id, behaviour, change } = typeof choice === 'string' ? { id: choice } : choice;
  const profile = bankProfiles.find((bank) => bank.id === id);
  if (!profile) throw new Error(`The sandbox has no bank “${id}”.`);
  return { ...profile, behaviour: alter(behaviour ? behaviours[behaviour] : profile.behaviour, change ?? {}) };
}

/** A bank that the operator added to the file himself behaves like the first of ours. */
function profileOf(entry: BanksFileEntry): BankProfile {
  const known = bankProfiles.find(({ id }) => id === entry.id) ?? bankProfiles[0];
  if (!known) throw new Error('The sandbox has no bank profiles.');
  const { id, name, minAmount, maxAmount } = entry;
  return { ...known, id, name, minAmount, maxAmount, plans: entry.plans ?? known.plans };
}
