import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** Each connection of the server keeps the plan of each: what comes after so many is parsed at every call. */
const MOST_NAMED = 500;
const MOST_SEEN = 1000;
const FEATURE_NOT_SUPPORTED = '0A000';

const names = new Map<string, string>();
/** Came once: a list with a filter that nobody repeats needs no plan. */
const seen = new Set<string>();
let generation = 1;

/** The statement with the name under which the server keeps it parsed and planned, which is half of what it costs there. */
function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const config = { text, values: [...values] };
  const name = names.get(text);
  if (name !== undefined) return { ...config, name };
  if (!seen.has(text)) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.add(text);
    return config;
  }
  if (names.size >= MOST_NAMED) return config;
  seen.delete(text);
  const given = `statement_${generation}_${names.size}`;
  names.set(text, given);
  return { ...config, name: given };
}

/** A newer version has added a column under a plan that reads all of them. Names of another generation are planned anew. */
export function isStalePlan(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === FEATURE_NOT_SUPPORTED && error.message.startsWith('cached plan must not')
  );
}

function forgetPlans(): void {
  generation += 1;
  names.clear();
}

/** For what needs no transaction. */
export async function askPrepared(pool: pg.Pool, text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
  try {
    return await pool.query(prepared(text, values));
  } catch (error) {
    if (!isStalePlan(error)) throw error;
    forgetPlans();
    return pool.query(text, [...values]);
  }
}

/** The pool as Kysely takes it, with statements prepared. It must be open with `pipeline`. */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? new PreparingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #inTransaction = false;
  #inSnapshot = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query(): never;
  async query(text = '', values: readonly unknown[] = []): Promise<unknown> {
    if (text === 'begin') return this.#begin(text);
    if (text.startsWith('start transaction')) this.#inSnapshot = true;
    if (text === 'commit' || text === 'rollback') this.#inTransaction = this.#inSnapshot = false;
    try {
      // A snapshot for reading is not begun again, so its statements must not fail for a stale plan.
      const plain = values.length === 0 || this.#inSnapshot;
      return await this.#client.query(plain ? { text, values: [...values] } : prepared(text, values));
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      forgetPlans();
      // A transaction is broken by it and begins again as a whole.
      if (this.#inTransaction) throw error;
      return this.#client.query(text, [...values]);
    }
  }

  /** Goes out just before the first statement, which does not wait for its answer. Where it fails, so does that statement. */
  #begin(text: string): { command: string; rowCount: number; rows: never[] } {
    this.#inTransaction = true;
    this.#client.query(text).catch(() => undefined);
    return { command: 'BEGIN', rowCount: 0, rows: [] };
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }
}
