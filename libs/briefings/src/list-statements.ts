import { NotFound, pageOf, type Actor, type Database, type Page, type PageArguments } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canRead } from './briefings.policy.js';

export interface StatementFilter {
  /** Said by one of these. */
  organizationIds?: string[] | null;
  /** True: those that were withdrawn, else those that stand. */
  withdrawn?: boolean | null;
}

interface Listed {
  id: string;
  coalitionId: string;
  organizationId: string | null;
  withdrawnAt: Date | null;
}

/** The newest first, by id: a UUIDv7 is in the order in which they were said. */
export function listStatements<T extends Listed>(
  database: Database,
  actor: Actor,
  [kind, name]: [kind: new () => T, name: string],
  coalitionId: string,
  { organizationIds, withdrawn }: StatementFilter,
  page: PageArguments,
): Promise<Page<T>> {
  if (!canRead(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  const query = (manager: EntityManager) => {
    const builder = manager.createQueryBuilder(kind, 'said').where('said.coalitionId = :coalitionId', { coalitionId });
    builder.andWhere(`said.withdrawnAt IS ${withdrawn ? 'NOT ' : ''}NULL`);
    if (organizationIds) builder.andWhere('said.organizationId = ANY (:organizationIds)', { organizationIds });
    return builder;
  };
  return pageOf(database, actor, query, page, { name, by: ['id'], descending: true });
}
