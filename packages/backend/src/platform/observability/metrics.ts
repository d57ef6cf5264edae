import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export type PlatformMetrics = ReturnType<typeof createPlatformMetrics>;

/** Prometheus metrics of one process. The registry is not the global one, so that tests can make several. */
export function createPlatformMetrics(options: { process: boolean }) {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  return {
    registry,
    streams: new Gauge({ name: 'installment_open_streams', help: 'Open streams of buyers and managers', registers }),
    queueAge: new Gauge({
      name: 'installment_queue_age_seconds',
      help: 'How long the oldest job of a queue has been due',
      labelNames: ['queue'],
      registers,
    }),
    queueWaiting: new Gauge({
      name: 'installment_queue_waiting_jobs',
      help: 'Jobs of a queue that are due and wait for a worker',
      labelNames: ['queue'],
      registers,
    }),
    alerts: new Counter({
      name: 'installment_alerts_total',
      help: 'What an operator should look at',
      labelNames: ['what'],
      registers,
    }),
  };
}
