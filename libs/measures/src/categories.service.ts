import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  record,
  requireReason,
  run,
  type Actor,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { CategoryMerger } from './category-merger.entity.js';
import { problemsOfMerger, type NewCategoryMerger } from './check-category-merger.js';
import { Category, Dimension } from './dimension.entity.js';
import { mapMergedCombinations } from './ensure-combinations.sql.js';
import { lockNewCombinations } from './map-merged-combinations.sql.js';
import { requireDefine } from './measures.service.js';
import { parsePeriod } from './period.js';

/** How categories end and come back. None is deleted, and no value that was reported for one changes. */
@Injectable()
export class CategoriesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Takes no new values for a category; what was reported for it stays. */
  async retireCategory(actor: Actor, id: string, reason: string): Promise<Category> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const category = await findCategory(manager, actor, id);
      category.retiredAt ??= new Date();
      return keep(manager, actor, category, 'retireCategory', reason);
    });
  }

  /** Takes new values again. What was merged stays merged: figures would have it twice. */
  async reactivateCategory(actor: Actor, id: string, reason: string): Promise<Category> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const category = await findCategory(manager, actor, id);
      const merger = await manager.findOneBy(CategoryMerger, { fromCategoryId: id });
      if (merger) {
        const { code } = await manager.findOneByOrFail(Category, { id: merger.intoCategoryId });
        throw new InvalidState('category.merged', `"${category.code}" was merged into "${code}": report for that one.`);
      }
      if (!category.retiredAt) {
        throw new InvalidState('category.not_retired', `"${category.code}" takes values: there is nothing to undo.`);
      }
      category.retiredAt = null;
      return keep(manager, actor, category, 'reactivateCategory', reason);
    });
  }

  /** Counts categories in another one of their dimension, from a period on or from ever, and retires them. */
  async mergeCategories(actor: Actor, input: NewCategoryMerger): Promise<Dimension> {
    requireReason(input.reason);
    const period = input.firstPeriod ? parsePeriod(input.firstPeriod) : null;
    return this.database.work(actor, async (manager) => {
      const dimension = await manager.findOneBy(Dimension, { id: input.dimensionId });
      if (!dimension || !isIn(actor, dimension.coalitionId)) throw new NotFound('dimension', ['dimensionId']);
      const { coalitionId } = dimension;
      requireDefine(actor, coalitionId);
      // Of two mergers at once the later one must see the earlier.
      await lockNewCombinations(manager, coalitionId);
      const categories = await manager.findBy(Category, { dimensionId: dimension.id });
      const before = await manager.findBy(CategoryMerger, { fromCategoryId: In(categories.map(({ id }) => id)) });
      const problems = problemsOfMerger(input, categories, before);
      if (input.firstPeriod && !period) {
        const message = `"${input.firstPeriod}" is not a period.`;
        problems.push({ code: 'UNKNOWN_PERIOD', field: ['firstPeriod'], message });
      }
      if (problems.length > 0) throw new InvalidInput(problems);
      const sources = categories.filter(({ code }) => input.from.includes(code));
      const into = categories.find(({ code }) => code === input.into)!;
      const made = { firstPeriodStart: period?.start ?? null, reason: input.reason.trim(), madeBy: actor.personId };
      const madeAt = await clockOf(manager);
      const mergers = sources.map(({ id }) => {
        return { id: newId(), coalitionId, fromCategoryId: id, intoCategoryId: into.id, ...made, madeAt };
      });
      await manager.insert(CategoryMerger, mergers);
      for (const source of sources) source.retiredAt ??= madeAt;
      await manager.save(sources);
      await mapMergedCombinations(manager, coalitionId);
      const subject = { subjectType: 'Dimension', subjectId: dimension.id } as const;
      const after = { from: input.from, into: input.into, firstPeriod: input.firstPeriod ?? null };
      const { reason } = made;
      await record(manager, actor, { coalitionId, verb: 'mergeCategories', ...subject, reason, after });
      return dimension;
    });
  }

  /** What became of merged categories. */
  async loadMergers(actor: Actor, categoryIds: readonly string[]): Promise<CategoryMerger[]> {
    return findMine(this.database, actor, CategoryMerger, 'fromCategoryId', categoryIds);
  }
}

/** PostgreSQL's clock, which dates the values too: whether one was written before or after decides what it speaks of. */
async function clockOf(manager: EntityManager): Promise<Date> {
  const [row] = await run<{ at: Date }>(manager, 'SELECT clock_timestamp() AS at', []);
  return row!.at;
}

async function findCategory(manager: EntityManager, actor: Actor, id: string): Promise<Category> {
  const category = await manager.findOneBy(Category, { id });
  if (!category || !isIn(actor, category.coalitionId)) throw new NotFound('category');
  requireDefine(actor, category.coalitionId);
  return category;
}

async function keep(manager: EntityManager, actor: Actor, category: Category, verb: string, reason: string) {
  await manager.save(category);
  const subject = { subjectType: 'Dimension', subjectId: category.dimensionId } as const;
  const { coalitionId, code } = category;
  await record(manager, actor, { coalitionId, verb, ...subject, reason, after: { category: code } });
  return category;
}
