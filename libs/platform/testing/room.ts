import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Global, Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { Pool, type QueryResultRow } from 'pg';
import { DatabaseModule, newId, scopes, type Actor, type HeldRole } from '../src/index.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** Where the room's own process reaches the database. */
export const databaseUrl = Symbol('databaseUrl');

@Global()
@Module({})
class TestRoot {}

/** A room on a real database of its own. */
export interface TestRoom {
  database: TestDatabase;
  get<T>(service: Type<T>): T;
  /** The same service in the worker's context. */
  getOfWorker<T>(service: Type<T>): T;
  /** As the owner, who sees everything. */
  query<Row extends QueryResultRow = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

type Rooms = (Type | DynamicModule)[];

export function openRoom(...rooms: Rooms): Promise<TestRoom> {
  return openRooms(rooms, []);
}

/** The API's rooms and the worker's, each as the role of its process, on one database. */
export async function openRooms(rooms: Rooms, asWorker: Rooms): Promise<TestRoom> {
  const database = await createTestDatabase();
  const app = await open(database.urls.app, rooms);
  const worker = asWorker.length > 0 ? await open(database.urls.worker, asWorker) : null;
  const owner = new Pool({ connectionString: database.url, max: 2 });
  return {
    database,
    get: (service) => app.get(service, { strict: false }),
    getOfWorker: (service) => {
      if (!worker) throw new Error('This room was opened without a worker.');
      return worker.get(service, { strict: false });
    },
    query: async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
      (await owner.query<Row>(text, values)).rows,
    close: async () => {
      await Promise.all([app.close(), worker?.close(), owner.end()]);
      await database.drop();
    },
  };
}

function open(url: string, rooms: Rooms): Promise<INestApplicationContext> {
  const options = { url, poolSize: 6, statementTimeout: 30_000, applicationName: 'test' };
  const root = {
    module: TestRoot,
    imports: [DatabaseModule.connect(options), ...rooms],
    providers: [{ provide: databaseUrl, useValue: url }],
    exports: [databaseUrl],
  };
  return NestFactory.createApplicationContext(root, { logger: ['error', 'warn'], abortOnError: false });
}

export function buildActor(roles: HeldRole[] = [], overrides: Partial<Actor> = {}): Actor {
  return { personId: newId(), keyId: null, administrator: false, scopes, roles, requestId: 'test', ...overrides };
}
