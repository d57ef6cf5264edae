import type { ChaosResult } from './run-chaos.ts';

const SHOWN = 5;

/** The outcome as a table, and the first of what went wrong. */
export function report(result: ChaosResult): string {
  const { lost, doubled, eventsMissing, undecided, webhookFaults, streams, seconds } = result;
  const bad: [what: string, those: string[]][] = [
    ['lost', lost],
    ['doubled', doubled],
    ['events missing', eventsMissing],
    ['undecided by deadline + 15 s', undecided],
    ['webhooks wrong', webhookFaults],
  ];
  const lines: [string, string | number][] = [
    ['bankApplications', result.applications],
    ...[...result.faults].map(([kind, count]): [string, number] => [`fault: ${kind}`, count]),
    ...bad.map(([what, those]): [string, number] => [what, those.length]),
    ...[...result.decisions].sort().map(([decision, count]): [string, number] => [`decisions: ${decision}`, count]),
    [
      'decided after, median / p99 / longest',
      `${[seconds.median, seconds.p99, seconds.longest].map((time) => time.toFixed(1)).join(' / ')} s`,
    ],
    ['requests repeated by clients', result.repeatedRequests],
    ['streams followed / reconnects / out of order', `${streams.followed} / ${streams.reconnects} / ${streams.disordered}`],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  const table = lines.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(8)}`);
  const details = bad.flatMap(([what, those]) => those.slice(0, SHOWN).map((one) => `${what}: ${one}`));
  return [...table, ...details].join('\n');
}

export function isClean({ lost, doubled, eventsMissing, undecided, webhookFaults, streams }: ChaosResult): boolean {
  return [lost, doubled, eventsMissing, undecided, webhookFaults].every(({ length }) => length === 0) && streams.disordered === 0;
}
