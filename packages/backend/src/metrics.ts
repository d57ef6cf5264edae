import { Counter, Gauge, Histogram } from 'prom-client';
import { createPlatformMetrics } from './platform/observability/metrics.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** The platform's metrics and those of the modules. */
export function createMetrics(options: { process: boolean }) {
  const platform = createPlatformMetrics(options);
  const registers = [platform.registry];
  return {
    ...platform,
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
    strandedCommands: new Gauge({
      name: 'installment_stranded_bank_commands',
      help: 'Commands that wait for a bank that BANKS_FILE does not list',
      labelNames: ['bank'],
      registers,
    }),
    connectionLag: new Histogram({
      name: 'installment_connection_lag_seconds',
      help: 'From an event to the neighbour that took it, by act',
      labelNames: ['act'],
      buckets: [0.5, 1, 5, 15, 60, 600, 3600, 86_400],
      registers,
    }),
    connectionFailures: new Counter({
      name: 'installment_connection_failures_total',
      help: 'Calls to neighbours without the wanted answer, by act',
      labelNames: ['act'],
      registers,
    }),
    webhookLag: new Histogram({
      name: 'installment_webhook_lag_seconds',
      help: 'From an event to its delivery',
      buckets: [0.05, 0.1, 0.5, 1, 5, 15, 60, 600, 3600],
      registers,
    }),
  };
}
