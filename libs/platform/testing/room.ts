import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { DatabaseModule, newId, scopes, type Actor, type HeldRole } from '../src/index.js';
import { createTestDatabase } from './database.js';

@Module({})
class TestRoot {}

/** A room on a real database of its own. */
export interface TestRoom {
  app: INestApplicationContext;
  url: string;
  get<T>(service: Type<T>): T;
  close(): Promise<void>;
}

export async function openRoom(...rooms: (Type | DynamicModule)[]): Promise<TestRoom> {
  const database = await createTestDatabase();
  const options = { url: database.url, poolSize: 6, statementTimeout: 30_000, applicationName: 'test' };
  const root = { module: TestRoot, imports: [DatabaseModule.connect(options), ...rooms] };
  const app = await NestFactory.createApplicationContext(root, { logger: ['error'], abortOnError: false });
  return {
    app,
    url: database.url,
    get: (service) => app.get(service, { strict: false }),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

export function buildActor(roles: HeldRole[] = [], overrides: Partial<Actor> = {}): Actor {
  return { personId: newId(), keyId: null, administrator: false, scopes, roles, requestId: 'test', ...overrides };
}
