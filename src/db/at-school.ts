// The database as one school's desk may see it: every statement runs under the role `fratrie_desk`, which row-level security
// holds to one school, told to the transaction. A query that forgets its « where school » finds nothing of another school.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type KyselyPlugin,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Db } from './open.js';
import type { Database } from './schema.js';

/** Both settings end with the transaction: a connection goes back to its pool as it came. */
const enter = (schoolUai: string) =>
  CompiledQuery.raw(`select set_config('role', 'fratrie_desk', true), set_config('fratrie.school', $1, true)`, [
    schoolUai,
  ]);

class SchoolConnection implements DatabaseConnection {
  readonly base: DatabaseConnection;
  readonly #driver: Driver;
  readonly #schoolUai: string;
  #inTransaction = false;

  constructor(base: DatabaseConnection, driver: Driver, schoolUai: string) {
    this.base = base;
    this.#driver = driver;
    this.#schoolUai = schoolUai;
  }

  async begin(settings: TransactionSettings): Promise<void> {
    await this.#driver.beginTransaction(this.base, settings);
    this.#inTransaction = true;
    try {
      await this.base.executeQuery(enter(this.#schoolUai));
    } catch (error) {
      await this.end('rollbackTransaction');
      throw error;
    }
  }

  async end(how: 'commitTransaction' | 'rollbackTransaction'): Promise<void> {
    this.#inTransaction = false;
    await this.#driver[how](this.base);
  }

  /** A statement outside a transaction gets one of its own. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction) return await this.base.executeQuery<R>(query);
    await this.begin({});
    let result: QueryResult<R>;
    try {
      result = await this.base.executeQuery<R>(query);
    } catch (error) {
      await this.end('rollbackTransaction');
      throw error;
    }
    await this.end('commitTransaction');
    return result;
  }

  streamQuery(): never {
    throw new Error('nothing is streamed at a desk');
  }
}

/** The driver of `dialect`, each of whose connections is one school's. */
function schoolDriver(driver: Driver, schoolUai: string): Driver {
  const own = (connection: DatabaseConnection) => connection as SchoolConnection;
  return {
    init: (...given) => driver.init(...given),
    acquireConnection: async (...given) =>
      new SchoolConnection(await driver.acquireConnection(...given), driver, schoolUai),
    beginTransaction: (connection, settings) => own(connection).begin(settings),
    commitTransaction: (connection) => own(connection).end('commitTransaction'),
    rollbackTransaction: (connection) => own(connection).end('rollbackTransaction'),
    releaseConnection: (connection, ...given) => driver.releaseConnection(own(connection).base, ...given),
    // The pool is the whole database's, which closes it.
    destroy: async () => undefined,
  };
}

/** Gives each school's database, made once. */
export function databasesOfSchools(dialect: () => Dialect, plugins: () => KyselyPlugin[]): (schoolUai: string) => Db {
  const made = new Map<string, Db>();
  return (schoolUai) => {
    let db = made.get(schoolUai);
    if (db === undefined) {
      const base = dialect();
      const own: Dialect = {
        createDriver: () => schoolDriver(base.createDriver(), schoolUai),
        createAdapter: () => base.createAdapter(),
        createQueryCompiler: () => base.createQueryCompiler(),
        createIntrospector: (introspected) => base.createIntrospector(introspected),
      };
      db = new Kysely<Database>({ dialect: own, plugins: plugins() });
      made.set(schoolUai, db);
    }
    return db;
  };
}
