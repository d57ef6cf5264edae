import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql as raw } from 'kysely';
import type { Context } from '../../context.ts';
import { manualTime } from '../../testing/manual-time.ts';
import { contractBank, openSubjects, type Begun, type Subject, type Subjects } from '../../testing/outbound-subjects.ts';
import type { ScriptedBank } from '../../testing/scripted-bank.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-backend.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { MINUTE, SECOND } from '../clock.ts';

/*
 * What `define-outbound.ts` guarantees, for every declaration. Rules that one of them alone has are tested beside it: answers that come
 * after the end, a poll that gets 404 and a lost attempt (`fan-out/asking.test.ts`, `fan-out/deadline.test.ts`); the order of commands,
 * refunds, superseded commands and events that finish a command (`banks/send-command.test.ts`); endpoints that fail for days
 * (`webhooks/webhooks.test.ts`).
 */

/** More than any lease, and than the pause after a first failure. */
const LATER_MS = 20 * SECOND;
const names = [
  'notify.sms',
  'notify.email',
  'issue-receipt',
  'deliver-webhook',
  't-bank-webhook',
  'ask-bank',
  'lender-look',
  'bank-command',
];
const onPostgres = process.env.TEST_DATABASE_URL !== undefined;

const time = manualTime();
let bank: ScriptedBank;
let backend: TestBackend;
let all: Subjects;

before(async () => {
  bank = await contractBank(time.clock);
  // A node that only enqueues: the tests are its workers.
  backend = await startTestBackend({ banks: [bank.config], config: { role: 'web' }, ...time.clocks });
  all = await openSubjects(backend, bank);
});
after(async () => {
  await backend.close();
  await all.close();
  await bank.close();
});
beforeEach(() => raw`delete from pgboss.job`.execute(backend.context.sql));

interface DueJob {
  id: string;
  name: string;
  data: object;
}

const subjectOf = (name: string): Subject => all.subjects.find(({ call }) => call.name === name) ?? assert.fail(name);
const isOf = (name: string) => raw<boolean>`(name = ${name} or name like ${`${name}.%`})`;

async function dueJobs(name: string): Promise<DueJob[]> {
  const { rows } = await raw<DueJob>`select id, name, data from pgboss.job
    where ${isOf(name)} and state < 'active' and start_after <= ${time.clock.now()} order by start_after`.execute(backend.context.sql);
  return rows;
}

async function oneJob(name: string): Promise<DueJob> {
  const [job, ...others] = await dueJobs(name);
  assert.ok(job && others.length === 0, `${others.length + (job ? 1 : 0)} jobs are due, not one`);
  return job;
}

const run = ({ name, data }: DueJob, context: Context = all.context) => {
  const queue = all.subjects.flatMap(({ call }) => call.queues(context)).find((one) => one.name === name) ?? assert.fail(name);
  return queue.handle(data, { target: null, leaveLaneAfter: () => () => undefined });
};
const remove = ({ id }: DueJob) => raw`delete from pgboss.job where id = ${id}`.execute(backend.context.sql);

/** Runs what is due, and removes each job as its worker does, until the call is done. */
async function finish(name: string, begun: Begun): Promise<void> {
  for (let step = 0; step < 10 && !(await begun.isDone()); step += 1) {
    for (const job of await dueJobs(name)) {
      await run(job);
      await remove(job);
    }
    if (!(await begun.isDone())) await time.advance(LATER_MS);
  }
  assert.ok(await begun.isDone(), 'the call is not done');
}

/** A worker that can be killed: from then on it writes nothing. */
function mortal(): { context: Context; kill(): void } {
  let dead = false;
  const alive = () => {
    if (dead) throw new Error('killed');
  };
  const transaction: Context['transaction'] = async (act) => {
    alive();
    return all.context.transaction(async (tx) => {
      const result = await act(tx);
      alive();
      return result;
    });
  };
  return { context: { ...all.context, transaction }, kill: () => void (dead = true) };
}

const sameEachTime = (begun: Begun) => assert.equal(new Set(begun.reached()).size, 1, 'the same id and bytes each time');

for (const name of names) {
  describe(name, () => {
    let subject: Subject;
    let begun: Begun;
    beforeEach(async () => {
      subject = subjectOf(name);
      begun = await subject.begin();
    });

    test('is made once and done', async () => {
      await finish(name, begun);
      assert.equal(begun.reached().length, 1);
      assert.deepEqual(await dueJobs(name), []);
    });

    test('its worker dies before the claim: another one makes the call', async () => {
      const { context, kill } = mortal();
      kill();
      if (subject.leases) await assert.rejects(run(await oneJob(name), context), /killed/);
      assert.equal(begun.reached().length, 0);
      await finish(name, begun);
      assert.equal(begun.reached().length, 1);
    });

    test('its worker dies during the call: another one makes it again, with the same id and bytes', async () => {
      const { context, kill } = mortal();
      const held = begun.hold();
      const dying = run(await oneJob(name), context);
      await held.arrived;
      kill();
      await time.advance(LATER_MS);
      await finish(name, begun);
      const done = await begun.state();
      held.open();
      await assert.rejects(dying, /killed/);
      assert.equal(begun.reached().length, 2);
      sameEachTime(begun);
      assert.deepEqual(await begun.state(), done);
    });

    test('its worker dies after the answer, before the commit: nothing of it stands, and the call is made again', async () => {
      const { context, kill } = mortal();
      const before = await begun.state();
      const held = begun.hold();
      const dying = run(await oneJob(name), context);
      await held.arrived;
      kill();
      held.open();
      await assert.rejects(dying, /killed/);
      assert.deepEqual(await begun.state(), before);
      await time.advance(LATER_MS);
      await finish(name, begun);
      sameEachTime(begun);
    });

    test('its worker dies after the commit: the job that is left calls nobody and changes nothing', async () => {
      const job = await oneJob(name);
      await run(job);
      const done = await begun.state();
      await run(job);
      assert.equal(begun.reached().length, 1);
      assert.deepEqual(await begun.state(), done);
    });

    test('two workers at once: the outcome is applied once, and the later answer changes nothing', async () => {
      const job = await oneJob(name);
      const held = begun.hold();
      const first = run(job);
      await held.arrived;
      await run(job);
      const done = await begun.state();
      held.open();
      await first;
      assert.equal(begun.reached().length, subject.leases ? 1 : 2);
      sameEachTime(begun);
      if (!subject.leases) assert.deepEqual(await begun.state(), done);
      assert.ok(await begun.isDone());
    });

    test('a failure comes again, not at once, with the same id and bytes', async () => {
      begun.fails(1);
      const job = await oneJob(name);
      await run(job);
      await remove(job);
      assert.deepEqual(await dueJobs(name), []);
      await time.advance(LATER_MS);
      await finish(name, begun);
      assert.equal(begun.reached().length, 2);
      sameEachTime(begun);
    });

    test('failures without an end: an operator is told once, and the call is given up where the declaration says so', async () => {
      begun.fails(1000);
      const told = await alertsOf(subject);
      let attempts = 0;
      const waiting = async () => {
        const { rows } = await raw<{ at: Date }>`select min(start_after) as at from pgboss.job where ${isOf(name)}`.execute(
          backend.context.sql,
        );
        return rows[0]?.at ?? null;
      };
      for (let at = await waiting(); at !== null && attempts < (subject.givesUp ? 1000 : 15); at = await waiting()) {
        if (at > time.clock.now()) await time.leap(at.getTime() - time.clock.now().getTime());
        for (const job of await dueJobs(name)) {
          await run(job);
          await remove(job);
        }
        attempts += 1;
      }
      assert.equal((await waiting()) === null, subject.givesUp, `after ${attempts} attempts`);
      sameEachTime(begun);
      if (subject.alert !== null) assert.equal((await alertsOf(subject)) - told, 1);
      begun.fails(0);
    });

    test('its database connection is lost during the call: the outcome is written all the same', { skip: !onPostgres }, async () => {
      const held = begun.hold();
      const job = await oneJob(name);
      const running = run(job);
      await held.arrived;
      await raw`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(backend.context.sql);
      held.open();
      await running.catch(() => undefined);
      // The first questions may meet a connection whose end the pool has not noticed yet.
      await waitFor('new connections', () =>
        time.advance(MINUTE).then(
          () => true,
          () => false,
        ),
      );
      await finish(name, begun);
      sameEachTime(begun);
    });
  });
}

async function alertsOf({ alert }: Subject): Promise<number> {
  const { values } = await backend.context.metrics.alerts.get();
  return values.find(({ labels }) => labels.what === alert)?.value ?? 0;
}
