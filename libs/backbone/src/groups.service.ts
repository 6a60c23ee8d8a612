import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  findMine,
  InvalidInput,
  InvalidState,
  newId,
  NotFound,
  pageOf,
  record,
  whereContains,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { canSee } from './backbone.policy.js';
import { foldText } from './fold-text.js';
import { problemsOfGroup } from './check-group.js';
import { StakeholderGroup, type GroupKind, type GroupNeed } from './stakeholder-group.entity.js';
import { requireKeeper, takeToKeep } from './take-row.js';

export interface GroupContent {
  name: string;
  kind: GroupKind;
  mostImpacted: boolean;
  basis?: string | null;
  source?: string | null;
  populationEstimate?: number | null;
  needs?: GroupNeed[] | null;
}
export type GroupChanges = { [K in keyof GroupContent]?: GroupContent[K] | null };

export interface GroupFilter {
  kinds?: GroupKind[] | null;
  mostImpacted?: boolean | null;
  text?: string | null;
  /** Groups that were retired are left out unless asked for. */
  retired?: boolean | null;
}

@Injectable()
export class GroupsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Names a group with a stake. That it is most impacted needs a basis and a source. */
  createStakeholderGroup(actor: Actor, coalitionId: string, input: GroupContent): Promise<StakeholderGroup> {
    return this.database.work(actor, async (manager) => {
      await requireKeeper(manager, actor, coalitionId);
      const group = manager.create(StakeholderGroup, {
        id: newId(),
        coalitionId,
        retiredAt: null,
        createdAt: new Date(),
      });
      Object.assign(group, contentOf(input));
      await this.keep(manager, group);
      await recordGroup(manager, actor, group, 'createStakeholderGroup', { after: { ...group } });
      return group;
    });
  }

  /** Changes what is given; null empties it. */
  updateStakeholderGroup(actor: Actor, id: string, changes: GroupChanges): Promise<StakeholderGroup> {
    return this.database.work(actor, async (manager) => {
      const group = await takeToKeep(manager, actor, StakeholderGroup, { id, what: 'stakeholder group' });
      requireActive(group);
      const before = { ...group };
      const { name, kind, mostImpacted } = group;
      const told = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const whole = { ...group, ...told } as GroupContent;
      Object.assign(group, contentOf({ ...whole, name: whole.name ?? name, kind: whole.kind ?? kind }));
      group.mostImpacted = changes.mostImpacted ?? mostImpacted;
      await this.keep(manager, group);
      await recordGroup(manager, actor, group, 'updateStakeholderGroup', { before, after: { ...group } });
      return group;
    });
  }

  /** Takes a group out of all counts from now on; what it said and who spoke for it stays. */
  async retireStakeholderGroup(actor: Actor, id: string, reason: string): Promise<StakeholderGroup> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the group is retired.');
    return this.database.work(actor, async (manager) => {
      const group = await takeToKeep(manager, actor, StakeholderGroup, { id, what: 'stakeholder group' });
      requireActive(group);
      group.retiredAt = new Date();
      await manager.save(group);
      await recordGroup(manager, actor, group, 'retireStakeholderGroup', { reason });
      return group;
    });
  }

  loadGroups(actor: Actor, ids: readonly string[]): Promise<StakeholderGroup[]> {
    return findMine(this.database, actor, StakeholderGroup, 'id', ids);
  }

  listGroups(
    actor: Actor,
    coalitionId: string,
    filter: GroupFilter,
    page: PageArguments,
  ): Promise<Page<StakeholderGroup>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(StakeholderGroup, 'grp').where({
        coalitionId,
        retiredAt: filter.retired ? Not(IsNull()) : IsNull(),
      });
      if (filter.kinds) builder.andWhere('grp.kind = ANY (:kinds)', { kinds: filter.kinds });
      if (filter.mostImpacted != null) builder.andWhere('grp.mostImpacted = :most', { most: filter.mostImpacted });
      whereContains(builder, ['name'], filter.text);
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'stakeholderGroups', by: ['name', 'id'] });
  }

  private async keep(manager: EntityManager, group: StakeholderGroup): Promise<void> {
    const problems = problemsOfGroup(group);
    if (problems.length > 0) throw new InvalidInput(problems);
    const { coalitionId, foldedName, id } = group;
    if (await manager.existsBy(StakeholderGroup, { coalitionId, foldedName, id: Not(id) })) {
      const message = `There is a group "${group.name}" already (case and accents make no other one).`;
      throw InvalidInput.at('name', 'TAKEN', message);
    }
    await manager.save(group);
  }
}

function contentOf(input: GroupContent): Partial<StakeholderGroup> {
  const { name, kind, mostImpacted, basis, source, populationEstimate, needs } = input;
  return {
    ...{ name: name.trim(), foldedName: foldText(name), kind, mostImpacted },
    ...{ basis: basis?.trim() || null, source: source?.trim() || null },
    ...{ populationEstimate: populationEstimate ?? null, needs: needs ?? [] },
  };
}

function requireActive({ name, retiredAt }: StakeholderGroup): void {
  if (retiredAt) throw new InvalidState('group.retired', `The group "${name}" is retired.`, 'FROZEN', ['id']);
}

function recordGroup(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: StakeholderGroup,
  verb: string,
  told: { before?: object; after?: object; reason?: string },
): Promise<void> {
  const subject = { subjectType: 'StakeholderGroup', subjectId: id } as const;
  return record(manager, actor, { coalitionId, verb, ...subject, ...told } as Parameters<typeof record>[2]);
}
