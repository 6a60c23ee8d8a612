import { createHash } from 'node:crypto';
import { Global, Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { PoolClient, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { coalitionIdsOf, type Actor } from '../actor.js';

export interface DatabaseOptions {
  url: string;
  /** Connections of this process. */
  poolSize: number;
  /** Milliseconds after which PostgreSQL ends a statement. */
  statementTimeout: number;
  applicationName: string;
}

// Entities register themselves here, so that a room needs no list elsewhere.
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for an entity class
const entities = new Set<Function>();

/** Registers a room's entities; called once by the room's module file. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for an entity class
export function registerEntities(...classes: Function[]): void {
  classes.forEach((entity) => entities.add(entity));
}

export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...entities],
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    connectTimeoutMS: 5_000,
    extra: {
      statement_timeout: options.statementTimeout,
      idle_in_transaction_session_timeout: Math.max(options.statementTimeout * 2, 15_000),
    },
  });
}

/** The one way to the database: an explicit unit of work, opened by a verb of a room and handed on. */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(@Inject(DataSource) readonly dataSource: DataSource) {}

  /** A read-write transaction; all of it happens or nothing. REPEATABLE READ sees one snapshot throughout. */
  work<T>(
    actor: Actor,
    verb: (manager: EntityManager) => Promise<T>,
    isolation: 'READ COMMITTED' | 'REPEATABLE READ' = 'READ COMMITTED',
  ): Promise<T> {
    return this.dataSource.transaction(isolation, async (manager) => {
      await manager.query(settingsOf(actor));
      return verb(manager);
    });
  }

  /** A read-only transaction that sees one snapshot. Opened in one round trip: most units are reads. */
  async read<T>(actor: Actor, verb: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${settingsOf(actor)}`);
      try {
        const result = await verb(runner.manager);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined); // the first error is the one to tell
        throw error;
      }
    } finally {
      await runner.release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Who acts, for the policies of the database. Ids are UUIDs; anything else never reaches the statement. */
function settingsOf(actor: Actor): string {
  const ids = [...coalitionIdsOf(actor), actor.personId];
  if (!ids.every((id) => /^[0-9a-f-]{36}$/.test(id))) throw new Error('An actor has an id that is no UUID.');
  const [personId, ...coalitionIds] = ids.reverse();
  return `SELECT set_config('app.coalition_ids', '${coalitionIds.join(',')}', true), set_config('app.person_id', '${personId}', true)`;
}

/** Runs one statement as a named prepared statement on the unit's own connection. */
export async function run<Row extends QueryResultRow>(
  manager: EntityManager,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  if (!manager.queryRunner) throw new Error('A statement needs a unit of work.');
  const client = (await manager.queryRunner.connect()) as PoolClient;
  const result = await client.query<Row>({ name: nameOf(text), text, values: [...values] });
  return result.rows;
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = createHash('sha1').update(text).digest('base64url')));
  return name;
}

@Global()
@Module({})
export class DatabaseModule {
  static connect(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [{ provide: DataSource, useFactory: () => createDataSource(options).initialize() }, Database],
      exports: [Database, DataSource],
    };
  }
}
