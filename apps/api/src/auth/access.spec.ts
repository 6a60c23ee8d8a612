import 'reflect-metadata';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { AccessModule } from './access.module.js';
import { access, type Access } from './access.js';

@Resolver()
class MeasuresResolver {
  @Query(() => String, { name: 'measures' })
  listMeasures() {}

  @Mutation(() => String)
  adoptAgenda() {}

  @Subscription(() => String)
  reportProgress() {}
}

@Controller('reports')
class DownloadsController {
  @Get(':file')
  download() {}
}

const open: Access = { scope: 'READ', who: 'ANYBODY_SIGNED_IN' };
const complete = {
  'Query.measures': open,
  'Mutation.adoptAgenda': open,
  'Subscription.reportProgress': open,
  'GET /reports/:file': open,
};

/** Starts a real application context with these doors and this table. */
async function start(table: Record<string, Access>, controllers: Type[] = [DownloadsController]): Promise<void> {
  @Module({ imports: [AccessModule.of(table)], providers: [MeasuresResolver], controllers })
  class Root {}
  const app = await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
  await app.close();
}

describe('the table of role × operation', () => {
  it('lets a process start in which every operation has a row', async () => {
    await expect(start(complete)).resolves.toBeUndefined();
  });

  it.each(Object.keys(complete))('stops the start while %s has no row, and says so', async (operation) => {
    const { [operation]: _, ...rest } = complete as Record<string, Access>;
    await expect(start(rest)).rejects.toThrow(`${operation} has no row`);
  });

  it.each(['Query.gone', 'DELETE /reports/:file'])(
    'stops the start over a row without an operation: %s',
    async (row) => {
      await expect(start({ ...complete, [row]: open })).rejects.toThrow(`${row} is no operation`);
    },
  );

  it('asks of every operation that is not public a scope and somebody who may', () => {
    for (const [operation, { scope, who }] of Object.entries(access)) {
      expect([operation, scope === null]).toEqual([operation, who === 'PUBLIC']);
      expect([operation, who.length > 0]).toEqual([operation, true]);
    }
  });
});
