/** A column of encrypted text. */
export interface EncryptedColumn {
  table: string;
  column: string;
  /** SQL of the name that the value was encrypted under. */
  row: string;
}

const byId = (table: string, ...columns: string[]): EncryptedColumn[] => columns.map((column) => ({ table, column, row: 'id' }));
const byOrder = (table: string, ...columns: string[]): EncryptedColumn[] => columns.map((column) => ({ table, column, row: 'order_id' }));

/** Every column of encrypted text. A test compares this list with what the modules write. */
export const encryptedColumns: EncryptedColumn[] = [
  ...byId('audit', 'reason'),
  ...byId('bank_applications', 'request'),
  ...byId('bank_commands', 'body'),
  { table: 'buyer_tokens', column: 'phone', row: 'hash' },
  ...byId('connections', 'credentials', 'tokens'),
  { table: 'drafts', column: 'content', row: "order_id || ':' || phone_index" },
  { table: 'idempotency', column: 'answer', row: "scope || ':' || key" },
  { table: 'lender_applications', column: 'url', row: 'application_id' },
  ...byId('messages', 'content'),
  ...byId('notes', 'text'),
  ...byId('orders', 'agreement_text', 'cancel_reason', 'phone', 'prefill'),
  ...byId('photographs', 'content'),
  ...byOrder('signings', 'appointment', 'url'),
  ...byOrder('submissions', 'applicant', 'evidence'),
  { table: 't_bank_ids', column: 'id', row: 'id_index' },
  ...byId('user_sessions', 'place'),
  ...byId('users', 'email', 'name', 'totp_secret'),
  ...byId('webhook_endpoints', 'secret', 'previous_secret'),
];
