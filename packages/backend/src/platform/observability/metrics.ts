import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** Prometheus metrics of one process; a registry of its own, so that tests may make many. */
export function createMetrics(options: { process: boolean }) {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  return {
    registry,
    decisions: new Counter({
      name: 'installment_decisions_total',
      help: 'Decisions by bank and outcome',
      labelNames: ['bank', 'decision'],
      registers,
    }),
    bankCalls: new Histogram({
      name: 'installment_bank_call_seconds',
      help: 'Calls to banks by bank, call and outcome',
      labelNames: ['bank', 'call', 'outcome'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10],
      registers,
    }),
    firstApproval: new Histogram({
      name: 'installment_first_approval_seconds',
      help: 'From the submit to the first approval',
      buckets: [0.5, 1, 2, 5, 10, 20, 60, 120],
      registers,
    }),
    transitions: new Counter({
      name: 'installment_order_transitions_total',
      help: 'Orders that reached a status',
      labelNames: ['status'],
      registers,
    }),
    streams: new Gauge({ name: 'installment_open_streams', help: 'Open streams of buyers', registers }),
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
    strandedCommands: new Gauge({
      name: 'installment_stranded_bank_commands',
      help: 'Commands that wait for a bank that BANKS_FILE does not list',
      labelNames: ['bank'],
      registers,
    }),
    webhookLag: new Histogram({
      name: 'installment_webhook_lag_seconds',
      help: 'From an event to its delivery',
      buckets: [0.05, 0.1, 0.5, 1, 5, 15, 60, 600, 3600],
      registers,
    }),
    alerts: new Counter({ name: 'installment_alerts_total', help: 'What an operator should look at', labelNames: ['what'], registers }),
  };
}
