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

/** Whose a unit of work is: what the policies of the database know of it. */
export interface Claim {
  coalitionIds?: readonly string[];
  personId?: string | null;
  keyId?: string | null;
  administrator?: boolean;
  /** SHA-256, in hex, of a secret that was shown: it leads to the one row that keeps the same. */
  secretHash?: string | null;
}

type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** The one way to the database: an explicit unit of work, opened by a verb of a room and handed on. */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** A read-write transaction; all of it happens or nothing. REPEATABLE READ sees one snapshot throughout. */
  work<T>(
    actor: Actor,
    verb: (manager: EntityManager) => Promise<T>,
    isolation: Isolation = 'READ COMMITTED',
  ): Promise<T> {
    return this.unit(`BEGIN ISOLATION LEVEL ${isolation}`, claimOf(actor), verb);
  }

  /** A read-only transaction that sees one snapshot. */
  read<T>(actor: Actor, verb: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.unit('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', claimOf(actor), verb);
  }

  /**
   * A read-write transaction before anybody is known: it sees what belongs to no coalition, and of the coalitions what
   * is the claimed person's or key's own. `{}` for the sweeps of the worker, to which its policies show more.
   */
  identify<T>(
    claim: Claim,
    verb: (manager: EntityManager) => Promise<T>,
    isolation: Isolation = 'READ COMMITTED',
  ): Promise<T> {
    return this.unit(`BEGIN ISOLATION LEVEL ${isolation}`, claim, verb);
  }

  /** Resolves when the database answers. */
  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Opened in one round trip: most units are one statement. */
  private async unit<T>(begin: string, claim: Claim, verb: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      await client.query(`${begin}; ${settingsOf(claim)}`);
      // TypeORM would open a second transaction around each save(), and its COMMIT would end this one.
      (runner as { isTransactionActive: boolean }).isTransactionActive = true;
      try {
        const result = await verb(runner.manager);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined); // the first error is the one to tell
        throw error;
      } finally {
        (runner as { isTransactionActive: boolean }).isTransactionActive = false;
      }
    } finally {
      await runner.release();
    }
  }
}

function claimOf(actor: Actor): Claim {
  return {
    coalitionIds: coalitionIdsOf(actor),
    personId: actor.personId,
    keyId: actor.keyId,
    administrator: actor.administrator,
  };
}

/** Local to the transaction. Ids are UUIDs and hashes are hex; anything else never reaches the statement. */
function settingsOf({ coalitionIds = [], personId, keyId, administrator, secretHash }: Claim): string {
  const checked = (id: string) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('A unit of work was claimed with an id that is no UUID.');
    return id;
  };
  const settings = {
    coalition_ids: coalitionIds.map(checked).join(','),
    person_id: personId ? checked(personId) : '',
    key_id: keyId ? checked(keyId) : '',
    administrator: administrator ? 'yes' : '',
    secret_hash: secretHash ? checkedHash(secretHash) : '',
  };
  const each = Object.entries(settings).map(([name, value]) => `set_config('app.${name}', '${value}', true)`);
  return `SELECT ${each.join(', ')}`;
}

function checkedHash(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('A unit of work was claimed with a hash that is no SHA-256.');
  return hash;
}

/** A process whose role could pass by row-level security does not start. */
async function requireWalls(dataSource: DataSource): Promise<DataSource> {
  const [role] = await dataSource.query<{ name: string; passes: boolean }[]>(passesWalls);
  if (!role?.passes) return dataSource;
  await dataSource.destroy();
  throw new Error(
    `DATABASE_URL signs in as ${role.name}, who could read every coalition: use the role that \`setup\` makes for this process (README, "Scale out").`,
  );
}

/** Question: could this session's user pass by the policies, as a superuser, by BYPASSRLS or as the tables' owner? */
const passesWalls = `
  SELECT current_user AS name, r.rolsuper OR r.rolbypassrls OR EXISTS (
           SELECT 1 FROM pg_class c WHERE c.relname = 'coalition' AND pg_has_role(c.relowner, 'MEMBER')) AS passes
    FROM pg_roles r WHERE r.rolname = current_user`;

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
      providers: [
        { provide: DataSource, useFactory: async () => requireWalls(await createDataSource(options).initialize()) },
        Database,
      ],
      exports: [Database],
    };
  }
}
