import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  holds,
  InvalidInput,
  InvalidState,
  isBackbone,
  newId,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { Organization } from '@keelson/organizations';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { Asset } from './asset.entity.js';
import { canSee } from './backbone.policy.js';
import { representsGroup } from './representatives.sql.js';
import { StakeholderGroup } from './stakeholder-group.entity.js';
import { take } from './take-row.js';
import { todayOf } from './today.sql.js';

export interface NewAsset {
  coalitionId: string;
  kind: string;
  description: string;
  /** Without an organization and a group, whoever offers it does so for themselves. */
  organizationId?: string | null;
  groupId?: string | null;
}

export interface AssetFilter {
  kinds?: string[] | null;
  organizationIds?: string[] | null;
  /** What was withdrawn is left out unless asked for. */
  withdrawn?: boolean | null;
}

type Owner = Pick<Asset, 'coalitionId' | 'organizationId' | 'groupId' | 'personId'>;

@Injectable()
export class AssetsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  offerAsset(actor: Actor, { coalitionId, kind, description, ...given }: NewAsset): Promise<Asset> {
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!holds(actor, coalitionId, 'BACKBONE', 'PARTNER')) throw new Forbidden();
      const { organizationId = null, groupId = null } = given;
      if (organizationId && groupId) {
        throw InvalidInput.at('groupId', 'INVALID', 'Name an organization or a group, not both.');
      }
      if (!description.trim()) throw InvalidInput.at('description', 'REQUIRED', 'Say what is offered.');
      const owner: Owner = {
        ...{ coalitionId, organizationId, groupId },
        personId: organizationId || groupId ? null : actor.personId,
      };
      await requireOwner(manager, owner);
      if (!(await speaksForOwner(manager, actor, owner))) throw new Forbidden('It is not yours to offer.');
      const asset = manager.create(Asset, {
        ...{ id: newId(), ...owner, kind: kind.toLowerCase(), description: description.trim() },
        ...{ offeredById: actor.personId, offeredAt: new Date(), withdrawnAt: null },
      });
      await manager.insert(Asset, asset);
      await recordAsset(manager, actor, asset, 'offerAsset', { kind: asset.kind, organizationId, groupId });
      return asset;
    });
  }

  withdrawAsset(actor: Actor, id: string): Promise<Asset> {
    return this.database.work(actor, async (manager) => {
      const asset = await take(manager, actor, Asset, { id, what: 'asset' });
      if (!(await speaksForOwner(manager, actor, asset))) throw new Forbidden('It is not yours to withdraw.');
      if (asset.withdrawnAt) throw new InvalidState('asset.withdrawn', 'It was withdrawn.', 'INVALID_STATE', ['id']);
      asset.withdrawnAt = new Date();
      await manager.save(asset);
      await recordAsset(manager, actor, asset, 'withdrawAsset', {});
      return asset;
    });
  }

  loadAssets(actor: Actor, ids: readonly string[]): Promise<Asset[]> {
    return findMine(this.database, actor, Asset, 'id', ids);
  }

  listAssets(actor: Actor, coalitionId: string, filter: AssetFilter, page: PageArguments): Promise<Page<Asset>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const { kinds, organizationIds, withdrawn } = filter;
    const query = (manager: EntityManager) => {
      const withdrawnAt = withdrawn ? Not(IsNull()) : IsNull();
      const builder = manager.createQueryBuilder(Asset, 'asset').where({ coalitionId, withdrawnAt });
      if (kinds) builder.andWhere('asset.kind = ANY (:kinds)', { kinds: kinds.map((kind) => kind.toLowerCase()) });
      if (organizationIds) builder.andWhere('asset.organizationId = ANY (:organizationIds)', { organizationIds });
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'assets', by: ['kind', 'id'] });
  }
}

async function requireOwner(manager: EntityManager, { coalitionId, organizationId, groupId }: Owner): Promise<void> {
  if (organizationId && !(await manager.existsBy(Organization, { coalitionId, id: organizationId }))) {
    throw new NotFound('organization', ['organizationId']);
  }
  if (groupId && !(await manager.existsBy(StakeholderGroup, { coalitionId, id: groupId, retiredAt: IsNull() }))) {
    throw new NotFound('stakeholder group', ['groupId']);
  }
}

/** Backbone staff note what others offer; what a person offers is that person's alone. */
async function speaksForOwner(manager: EntityManager, actor: Actor, owner: Owner): Promise<boolean> {
  const { coalitionId, organizationId, groupId, personId } = owner;
  if (personId) return personId === actor.personId;
  if (isBackbone(actor, coalitionId)) return true;
  const mine = partnerOrganizationIds(actor, coalitionId);
  if (organizationId) return mine.includes(organizationId);
  const today = await todayOf(manager, coalitionId);
  for (const id of mine) {
    if (groupId && (await representsGroup(manager, { coalitionId, groupId, organizationId: id }, today))) return true;
  }
  return false;
}

function recordAsset(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: Asset,
  verb: string,
  after: Record<string, unknown>,
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType: 'Asset', subjectId: id, after });
}
