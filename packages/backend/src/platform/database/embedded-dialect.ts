import type { PGlite, Transaction as PGliteTransaction } from '@electric-sql/pglite';
import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';

/**
 * PGlite for many callers at once. Kysely's own dialect gives all callers one connection object: a query beside an open
 * transaction would run inside it, and a second transaction would overwrite the first. Here each caller has its own object,
 * and PGlite runs their transactions one after another.
 */
export function embeddedDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(pglite),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class EmbeddedDriver implements Driver {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async init(): Promise<void> {
    await this.#pglite.waitReady;
  }

  acquireConnection(): Promise<EmbeddedConnection> {
    return Promise.resolve(new EmbeddedConnection(this.#pglite));
  }

  beginTransaction(connection: EmbeddedConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: EmbeddedConnection): Promise<void> {
    return connection.end('commit');
  }

  rollbackTransaction(connection: EmbeddedConnection): Promise<void> {
    return connection.end('rollback');
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

class RolledBack extends Error {}

class EmbeddedConnection implements DatabaseConnection {
  readonly #pglite: PGlite;
  #transaction: PGliteTransaction | null = null;
  #settle: { commit: () => void; rollback: (error: Error) => void } | null = null;
  #closed: Promise<void> = Promise.resolve();

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async executeQuery<Result>(query: CompiledQuery): Promise<QueryResult<Result>> {
    const { rows, affectedRows } = await (this.#transaction ?? this.#pglite).query<Result>(query.sql, [...query.parameters]);
    return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) };
  }

  async *streamQuery(): AsyncGenerator<never> {
    await Promise.reject(new Error('the embedded database does not stream'));
  }

  async begin(): Promise<void> {
    const opened = Promise.withResolvers<void>();
    this.#closed = this.#pglite.transaction(async (transaction) => {
      this.#transaction = transaction;
      const settled = new Promise<void>((commit, rollback) => {
        this.#settle = { commit, rollback };
      });
      opened.resolve();
      await settled;
    });
    this.#closed.catch(opened.reject);
    await opened.promise;
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    this.#transaction = null;
    if (how === 'commit') {
      this.#settle?.commit();
      await this.#closed;
    } else {
      this.#settle?.rollback(new RolledBack());
      await this.#closed.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
    }
  }
}
