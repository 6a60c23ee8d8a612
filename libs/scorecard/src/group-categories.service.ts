import { Inject, Injectable } from '@nestjs/common';
import { StakeholderGroup } from '@keelson/backbone';
import { Category } from '@keelson/measures';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  NotFound,
  record,
  type Actor,
} from '@keelson/platform';
import { In } from 'typeorm';
import { GroupCategory } from './group-category.entity.js';
import { canNameCategories } from './scorecard.policy.js';

@Injectable()
export class GroupCategoriesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says in which categories of dimensions figures show a group; it takes the place of what was said before. */
  nameGroupCategories(actor: Actor, groupId: string, categoryIds: readonly string[]): Promise<StakeholderGroup> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const group = await manager.findOne(StakeholderGroup, { where: { id: groupId }, lock });
      if (!group || !isIn(actor, group.coalitionId)) throw new NotFound('stakeholder group', ['groupId']);
      const { coalitionId } = group;
      if (!canNameCategories(actor, coalitionId)) throw new Forbidden();
      if (group.retiredAt) throw new InvalidState('group.retired', 'This group is retired.', 'FROZEN', ['groupId']);
      const wanted = [...new Set(categoryIds)];
      const known = new Set((await manager.findBy(Category, { coalitionId, id: In(wanted) })).map(({ id }) => id));
      const unknown = wanted.findIndex((id) => !known.has(id));
      if (unknown >= 0) {
        const field = ['categoryIds', String(categoryIds.indexOf(wanted[unknown] ?? ''))];
        throw InvalidInput.at(field, 'UNKNOWN_CATEGORY', 'The coalition has no such category.');
      }
      const before = (await manager.findBy(GroupCategory, { coalitionId, groupId })).map((row) => row.categoryId);
      await manager.delete(GroupCategory, { coalitionId, groupId });
      await manager.insert(
        GroupCategory,
        wanted.map((categoryId) => ({ coalitionId, groupId, categoryId })),
      );
      await record(manager, actor, {
        ...{ coalitionId, verb: 'nameGroupCategories', subjectType: 'StakeholderGroup', subjectId: groupId },
        ...{ before: { categoryIds: before.sort() }, after: { categoryIds: wanted.sort() } },
      });
      return group;
    });
  }

  loadGroupCategories(actor: Actor, groupIds: readonly string[]): Promise<GroupCategory[]> {
    return findMine(this.database, actor, GroupCategory, 'groupId', groupIds, { categoryId: 'ASC' });
  }
}
