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
      await setActor(manager, actor);
      return verb(manager);
    });
  }

  /** A read-only transaction that sees one snapshot. */
  read<T>(actor: Actor, verb: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query('SET TRANSACTION READ ONLY');
      await setActor(manager, actor);
      return verb(manager);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

async function setActor(manager: EntityManager, actor: Actor): Promise<void> {
  await run(manager, `SELECT set_config('app.coalition_ids', $1, true), set_config('app.person_id', $2, true)`, [
    coalitionIdsOf(actor).join(','),
    actor.personId,
  ]);
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
