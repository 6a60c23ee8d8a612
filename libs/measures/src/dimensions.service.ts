import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  InvalidInput,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { Category, Dimension } from './dimension.entity.js';
import { requireDefine } from './measures.service.js';

export interface NewCategory {
  code: string;
  name: string;
}

export interface NewDimension {
  code: string;
  name: string;
  categories: NewCategory[];
}

@Injectable()
export class DimensionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes dimensions with their categories, all or none. */
  async createDimensions(actor: Actor, coalitionId: string, inputs: NewDimension[]): Promise<Dimension[]> {
    requireDefine(actor, coalitionId);
    return this.database.work(actor, async (manager) => {
      const problems = await problemsOfDimensions(manager, coalitionId, inputs);
      if (problems.length > 0) throw new InvalidInput(problems);
      const dimensions = inputs.map(({ code, name }) =>
        manager.create(Dimension, { id: newId(), coalitionId, code, name, createdAt: new Date() }),
      );
      await manager.insert(Dimension, dimensions);
      const categories = dimensions.flatMap((dimension, i) => buildCategories(dimension, inputs[i]!.categories, 0));
      if (categories.length > 0) await manager.insert(Category, categories);
      const change = { coalitionId, verb: 'createDimension', subjectType: 'Dimension' } as const;
      await record(
        manager,
        actor,
        ...dimensions.map(({ id }, i) => ({ ...change, subjectId: id, after: { ...inputs[i] } })),
      );
      return dimensions;
    });
  }

  async addCategories(actor: Actor, dimensionId: string, inputs: NewCategory[]): Promise<Dimension> {
    return this.database.work(actor, async (manager) => {
      const dimension = await manager.findOneBy(Dimension, { id: dimensionId });
      if (!dimension || !isIn(actor, dimension.coalitionId)) throw new NotFound('dimension', ['dimensionId']);
      requireDefine(actor, dimension.coalitionId);
      const existing = await manager.findBy(Category, { dimensionId });
      const problems = problemsOfCategories([...existing.map(({ code }) => code)], inputs, []);
      if (problems.length > 0) throw new InvalidInput(problems);
      await manager.insert(Category, buildCategories(dimension, inputs, existing.length));
      const subject = { subjectType: 'Dimension', subjectId: dimensionId } as const;
      const after = { categories: inputs };
      await record(manager, actor, { coalitionId: dimension.coalitionId, verb: 'addCategories', ...subject, after });
      return dimension;
    });
  }

  async loadDimensions(actor: Actor, ids: readonly string[]): Promise<Dimension[]> {
    return findMine(this.database, actor, Dimension, 'id', ids);
  }

  async loadCategories(actor: Actor, dimensionIds: readonly string[]): Promise<Category[]> {
    return findMine(this.database, actor, Category, 'dimensionId', dimensionIds, { position: 'ASC' });
  }

  async loadCategoriesById(actor: Actor, ids: readonly string[]): Promise<Category[]> {
    return findMine(this.database, actor, Category, 'id', ids);
  }

  listDimensions(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<Dimension>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => manager.createQueryBuilder(Dimension, 'dimension').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'dimensions', by: ['code', 'id'] });
  }
}

async function problemsOfDimensions(
  manager: EntityManager,
  coalitionId: string,
  inputs: NewDimension[],
): Promise<Problem[]> {
  const codes = inputs.map(({ code }) => code);
  const taken = new Set((await manager.findBy(Dimension, { coalitionId, code: In(codes) })).map(({ code }) => code));
  return inputs.flatMap((input, i) => {
    const path = ['dimensions', String(i)];
    const problems = problemsOfCategories([], input.categories, path);
    if (taken.has(input.code) || codes.indexOf(input.code) < i) {
      const message = `There is a dimension "${input.code}" already.`;
      problems.push({ code: 'TAKEN', field: [...path, 'code'], message });
    }
    return problems;
  });
}

function problemsOfCategories(existing: string[], inputs: NewCategory[], path: string[]): Problem[] {
  const seen = new Set(existing);
  return inputs.flatMap(({ code }, i): Problem[] => {
    const field = [...path, 'categories', String(i), 'code'];
    if (seen.has(code)) return [{ code: 'TAKEN', field, message: `The category "${code}" is there already.` }];
    seen.add(code);
    return [];
  });
}

function buildCategories(dimension: Dimension, inputs: NewCategory[], offset: number): Category[] {
  const { coalitionId, id: dimensionId } = dimension;
  return inputs.map((input, i) => ({
    ...input,
    id: newId(),
    coalitionId,
    dimensionId,
    position: offset + i,
    retiredAt: null,
  }));
}
