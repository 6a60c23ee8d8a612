import { Inject, Injectable } from '@nestjs/common';
import { Organization } from '@keelson/organizations';
import { Database, findMine, InvalidInput, InvalidState, newId, NotFound, record, type Actor } from '@keelson/platform';
import { IsNull } from 'typeorm';
import { GroupRepresentative } from './group-representative.entity.js';
import { StakeholderGroup } from './stakeholder-group.entity.js';
import { takeToKeep } from './take-row.js';
import { todayOf } from './today.sql.js';

export interface NewRepresentative {
  groupId: string;
  organizationId: string;
  basis: string;
  from?: string | null;
}

/** Which members represent which groups. */
@Injectable()
export class RepresentativesService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says that a member represents a group from a day on, and what that rests on. */
  async nameRepresentative(actor: Actor, input: NewRepresentative): Promise<GroupRepresentative> {
    if (!input.basis.trim()) {
      throw InvalidInput.at('basis', 'REQUIRED', 'Say who chose this member, or why it can speak for the group.');
    }
    return this.database.work(actor, async (manager) => {
      const which = { id: input.groupId, what: 'stakeholder group', field: ['groupId'] };
      const { coalitionId, id: groupId } = await takeToKeep(manager, actor, StakeholderGroup, which);
      const { organizationId } = input;
      if (!(await manager.existsBy(Organization, { coalitionId, id: organizationId }))) {
        throw new NotFound('organization', ['organizationId']);
      }
      if (await manager.existsBy(GroupRepresentative, { coalitionId, groupId, organizationId, to: IsNull() })) {
        throw InvalidInput.at('organizationId', 'DUPLICATE', 'This organization represents the group already.');
      }
      const representative = manager.create(GroupRepresentative, {
        ...{ id: newId(), coalitionId, groupId, organizationId, basis: input.basis.trim() },
        ...{ from: input.from ?? (await todayOf(manager, coalitionId)), to: null, createdAt: new Date() },
      });
      await manager.insert(GroupRepresentative, representative);
      await record(manager, actor, {
        ...{ coalitionId, verb: 'nameRepresentative', subjectType: 'StakeholderGroup', subjectId: groupId },
        after: { organizationId, basis: representative.basis, from: representative.from },
      });
      return representative;
    });
  }

  /** From the day after, the member no longer speaks for the group. */
  async endRepresentation(actor: Actor, id: string, to: string, reason: string): Promise<GroupRepresentative> {
    if (!reason.trim())
      throw InvalidInput.at('reason', 'REQUIRED', 'Say why the member no longer speaks for the group.');
    return this.database.work(actor, async (manager) => {
      const which = { id, what: 'representative' };
      const representative = await takeToKeep(manager, actor, GroupRepresentative, which);
      if (representative.to) {
        throw new InvalidState('representative.ended', `It ended on ${representative.to}.`, 'INVALID_STATE', ['id']);
      }
      if (to < representative.from) {
        const message = `It cannot end (${to}) before it starts (${representative.from}).`;
        throw InvalidInput.at('to', 'OUT_OF_RANGE', message);
      }
      representative.to = to;
      await manager.save(representative);
      const { coalitionId, groupId, organizationId } = representative;
      await record(manager, actor, {
        ...{ coalitionId, verb: 'endRepresentation', subjectType: 'StakeholderGroup', subjectId: groupId, reason },
        after: { organizationId, to },
      });
      return representative;
    });
  }

  loadRepresentatives(actor: Actor, ids: readonly string[]): Promise<GroupRepresentative[]> {
    return findMine(this.database, actor, GroupRepresentative, 'id', ids);
  }

  loadRepresentativesOf(actor: Actor, groupIds: readonly string[]): Promise<GroupRepresentative[]> {
    return findMine(this.database, actor, GroupRepresentative, 'groupId', groupIds, { from: 'ASC', id: 'ASC' });
  }
}
