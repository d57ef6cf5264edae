/** PostgreSQL ends its sessions, starts, or is a standby now. A new attempt on a new connection can succeed. */
const passingCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '25006',
  '08000',
  '08001',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);
/** Messages of the driver that come without a code. */
const messages = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** True: the connection was lost during a query, as in a restart or a fail-over. The query itself is not at fault. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && passingCodes.has(error.code)) return true;
  return messages.test(error.message) || (error instanceof AggregateError && error.errors.some(isConnectionLoss));
}
