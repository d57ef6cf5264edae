/** The `time` object of every success; the official client fails without it. Boxed portals send no `operating` counters. */
export function timeOf(started: Date, finished: Date, work: Readonly<Record<string, number>> | undefined): Record<string, unknown> {
  const [start, finish] = [started.getTime() / 1000, finished.getTime() / 1000];
  return {
    start,
    finish,
    duration: finish - start,
    processing: finish - start,
    date_start: started.toISOString(),
    date_finish: finished.toISOString(),
    ...work,
  };
}
