/** PostgreSQL ends sessions, starts up, or has become a standby: another try, on another connection, finds it well again. */
const passing = new Set(['57P01', '57P02', '57P03', '25006', '08000', '08001', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
/** What the driver says without a code. */
const messages = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** True where the database went away under a query, as in a restart or a fail-over: nothing is wrong with the query. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && passing.has(error.code)) return true;
  return messages.test(error.message) || (error instanceof AggregateError && error.errors.some(isConnectionLoss));
}
