import { startMeasuredSystem } from './load/measured-system.ts';
import { inLanes } from './load/lanes.ts';
import { wholeApplication } from './load/lean-buyer.ts';

const APPLICATIONS = Number(process.env.BENCH_APPLICATIONS ?? 60);
const NUMBERS = [1, 6, 20, 50];
const AT_ONCE = 4;

export const name = `What an application costs by the number of banks it goes to, ${AT_ONCE} buyers at once (PostgreSQL with fsync)`;

export async function run(): Promise<object[]> {
  const system = await startMeasuredSystem({ banks: Math.max(...NUMBERS) });
  const { url, secretKey, inbox, backend, pool } = system;
  const apply = (banks: number) => wholeApplication(url, secretKey, inbox, (id) => Number(id.replace('bank-', '')) < banks);
  const commits = async () =>
    Number((await pool.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next')).rows[0]?.next);
  for (const banks of NUMBERS) await inLanes(AT_ONCE, 10, () => apply(banks));
  const rows: object[] = [];
  for (const banks of NUMBERS) {
    const [before, used, began] = [await commits(), await backend.use(), performance.now()];
    await inLanes(AT_ONCE, APPLICATIONS, () => apply(banks));
    const seconds = (performance.now() - began) / 1000;
    const cpu = ((await backend.use()).cpuMs - used.cpuMs) / APPLICATIONS;
    rows.push({
      banks,
      'a second': Number((APPLICATIONS / seconds).toFixed(1)),
      'ms of CPU each': Number(cpu.toFixed(1)),
      'of it a bank': Number((cpu / banks).toFixed(1)),
      'commits each': Number((((await commits()) - before) / APPLICATIONS).toFixed(1)),
    });
  }
  await system.close();
  return rows;
}
