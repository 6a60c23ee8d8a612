import { Inject, Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { Access } from './access.js';
import { findOperations } from './find-operations.js';

/** The table that holds for this process. */
export const accessTable = Symbol('accessTable');

/** Default deny: an operation without a row, or a row without an operation, stops the start. */
@Module({ imports: [DiscoveryModule] })
export class AccessModule implements OnApplicationBootstrap {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(accessTable) private readonly table: Readonly<Record<string, Access>>,
  ) {}

  static of(table: Readonly<Record<string, Access>>): DynamicModule {
    return { module: AccessModule, providers: [{ provide: accessTable, useValue: table }], exports: [accessTable] };
  }

  onApplicationBootstrap(): void {
    const operations = findOperations(this.discovery);
    const open = operations.filter((operation) => !this.table[operation]);
    const dead = Object.keys(this.table).filter((row) => !operations.includes(row));
    const faults = [
      ...open.map((operation) => `${operation} has no row: say there which scope and which roles it is for`),
      ...dead.map((row) => `${row} is no operation: take its row away`),
    ];
    if (faults.length > 0) throw new Error(`apps/api/src/auth/access.ts is not complete.\n${faults.join('.\n')}.`);
  }
}
