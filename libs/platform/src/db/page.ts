import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../actor.js';
import { InvalidInput } from '../errors.js';
import type { Database } from './database.js';

export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface Page<T> {
  edges: { node: T; cursor: string }[];
  nodes: T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  /** Counted only when asked for. */
  totalCount: () => Promise<number>;
}

/** How a list is ordered: a name that binds cursors to it, and the entity's properties; the last must be unique. */
export interface Ordering<T> {
  name: string;
  by: (keyof T & string)[];
  descending?: boolean;
}

const defaultSize = 20;
const largestSize = 100;

/** One page of a query by keyset: never an offset, so a page costs the same wherever it lies. */
export async function pageOf<T extends ObjectLiteral>(
  database: Database,
  actor: Actor,
  query: (manager: EntityManager) => SelectQueryBuilder<T>,
  page: PageArguments,
  ordering: Ordering<T>,
): Promise<Page<T>> {
  const select = (manager: EntityManager, { cursor, descending, limit }: Keyset) => {
    const builder = query(manager);
    const alias = builder.alias;
    if (cursor) {
      const left = ordering.by.map((property) => `${alias}.${property}`).join(', ');
      const right = ordering.by.map((_, i) => `:cursor${i}`).join(', ');
      const values = Object.fromEntries(cursor.map((value, i) => [`cursor${i}`, value]));
      builder.andWhere(`(${left}) ${descending ? '<' : '>'} (${right})`, values);
    }
    ordering.by.forEach((property) => builder.addOrderBy(`${alias}.${property}`, descending ? 'DESC' : 'ASC'));
    return builder.limit(limit).getMany();
  };
  return pageOfRows(database, actor, { select, count: (manager) => query(manager).getCount() }, page, ordering);
}

/** Where a page of a statement starts (after these values of its ordering), which way it goes, and its most rows. */
export interface Keyset {
  cursor: unknown[] | null;
  descending: boolean;
  limit: number;
}

/** The same for rows of a statement of its own. */
export async function pageOfRows<T extends object>(
  database: Database,
  actor: Actor,
  query: {
    select: (manager: EntityManager, keyset: Keyset) => Promise<T[]>;
    count: (manager: EntityManager) => Promise<number>;
  },
  page: PageArguments,
  ordering: Ordering<T>,
): Promise<Page<T>> {
  const { size, backwards, cursor } = readArguments(page, ordering);
  const descending = Boolean(ordering.descending) !== backwards;
  const rows = await database.read(actor, (manager) => query.select(manager, { cursor, descending, limit: size + 1 }));
  const more = rows.length > size;
  const nodes = rows.slice(0, size);
  if (backwards) nodes.reverse();
  const edges = nodes.map((node) => ({ node, cursor: encodeCursor(node, ordering) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: backwards ? cursor !== null : more,
      hasPreviousPage: backwards ? more : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => database.read(actor, query.count),
  };
}

function readArguments<T>(page: PageArguments, ordering: Ordering<T>) {
  if (page.first != null && page.last != null)
    throw InvalidInput.at('last', 'INVALID', 'Ask for first or last, not both.');
  if (page.after != null && page.before != null) {
    throw InvalidInput.at('before', 'INVALID', 'Ask for after or before, not both.');
  }
  const backwards = page.last != null || (page.before != null && page.first == null);
  const size = page.last ?? page.first ?? defaultSize;
  if (!Number.isInteger(size) || size < 1 || size > largestSize) {
    throw InvalidInput.at(
      page.last != null ? 'last' : 'first',
      'OUT_OF_RANGE',
      `A page holds 1 to ${largestSize} items.`,
    );
  }
  const text = backwards ? page.before : page.after;
  return {
    size,
    backwards,
    cursor: text == null ? null : decodeCursor(text, ordering, backwards ? 'before' : 'after'),
  };
}

function encodeCursor<T>(node: T, ordering: Ordering<T>): string {
  const values = ordering.by.map((property) => node[property]);
  return Buffer.from(JSON.stringify([ordering.name, ...values])).toString('base64url');
}

function decodeCursor<T>(text: string, ordering: Ordering<T>, field: string): unknown[] {
  try {
    const [name, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const scalars = values.every((value) => typeof value === 'string' || typeof value === 'number');
    if (name === ordering.name && values.length === ordering.by.length && scalars) return values;
  } catch {
    // falls through to the one message that all bad cursors get
  }
  throw InvalidInput.malformed(field, 'This cursor does not belong to this list; start again without it.');
}
