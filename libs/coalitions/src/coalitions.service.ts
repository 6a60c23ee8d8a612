import { Inject, Injectable } from '@nestjs/common';
import { IdentityService, type Person } from '@keelson/identity';
import {
  coalitionIdsOf,
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  requireLanguage,
  requireTimeZone,
  type Actor,
  type HeldRole,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { Coalition, type FigureSource, type SharingRule } from './coalition.entity.js';
import { giveRole } from './give-role.js';
import { RoleGrant } from './role-grant.entity.js';

export interface NewCoalition {
  code: string;
  name: string;
  description?: string | null;
  timeZone?: string | null;
  language?: string | null;
  yearStartMonth?: number | null;
  figuresFrom?: FigureSource | null;
}

export interface CoalitionChanges {
  name?: string | null;
  description?: string | null;
  timeZone?: string | null;
  language?: string | null;
  yearStartMonth?: number | null;
  figuresFrom?: FigureSource | null;
}

export interface NewThreshold {
  coalitionId: string;
  threshold: number;
  reason: string;
}

export interface NewSharing {
  coalitionId: string;
  sharing: SharingRule;
  reason: string;
}

const uniqueViolation = '23505';
/** Below 11 is what health statistics hide most often; below 3 somebody who is counted could tell who the other is. */
const defaultThreshold = 11;
const [lowestThreshold, highestThreshold] = [3, 1000];

/** The coalition, or the error that a stranger also gets for an id that nobody has. */
export async function findCoalition(manager: EntityManager, actor: Actor, id: string): Promise<Coalition> {
  const coalition = isIn(actor, id) ? await manager.findOneBy(Coalition, { id }) : null;
  if (!coalition) throw new NotFound('coalition', ['coalitionId']);
  return coalition;
}

@Injectable()
export class CoalitionsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identity: IdentityService,
  ) {}

  /** Founds a coalition; the founder becomes its backbone staff. Administrators of the installation only. */
  async createCoalition(actor: Actor, input: NewCoalition): Promise<Coalition> {
    if (!actor.administrator || actor.keyId)
      throw new Forbidden('Only an administrator of this installation founds coalitions.');
    if (input.timeZone) requireTimeZone(input.timeZone);
    const language = requireLanguage(input.language ?? 'en');
    const id = newId();
    const founder: Actor = { ...actor, roles: [{ coalitionId: id, role: 'BACKBONE', organizationId: null }] };
    return this.database.work(founder, async (manager) => {
      const coalition = manager.create(Coalition, {
        id,
        code: input.code,
        name: input.name,
        description: input.description ?? null,
        timeZone: input.timeZone ?? 'UTC',
        language,
        yearStartMonth: input.yearStartMonth ?? 1,
        figuresFrom: input.figuresFrom ?? 'APPROVED',
        smallNumberThreshold: defaultThreshold,
        sharing: 'BY_MEMBERSHIP',
        createdAt: new Date(),
      });
      await insertCoalition(manager, coalition);
      const held = { coalitionId: id, role: 'BACKBONE', organizationIds: [] } as const;
      await giveRole(manager, actor.personId, held);
      await record(manager, actor, {
        coalitionId: coalition.id,
        verb: 'createCoalition',
        subjectType: 'Coalition',
        subjectId: coalition.id,
        after: { code: coalition.code, name: coalition.name },
      });
      return coalition;
    });
  }

  async updateCoalition(actor: Actor, id: string, changes: CoalitionChanges): Promise<Coalition> {
    if (changes.timeZone) requireTimeZone(changes.timeZone);
    const language = changes.language ? requireLanguage(changes.language) : null;
    return this.database.work(actor, async (manager) => {
      const coalition = await findCoalition(manager, actor, id);
      if (!isBackbone(actor, id)) throw new Forbidden();
      const before = { ...coalition };
      coalition.name = changes.name ?? coalition.name;
      if (changes.description !== undefined) coalition.description = changes.description;
      coalition.timeZone = changes.timeZone ?? coalition.timeZone;
      coalition.language = language ?? coalition.language;
      coalition.yearStartMonth = changes.yearStartMonth ?? coalition.yearStartMonth;
      coalition.figuresFrom = changes.figuresFrom ?? coalition.figuresFrom;
      await manager.save(coalition);
      const change = { coalitionId: id, verb: 'updateCoalition', subjectType: 'Coalition', subjectId: id } as const;
      await record(manager, actor, { ...change, before, after: { ...coalition } });
      return coalition;
    });
  }

  /**
   * From which number on people are shown outside the backbone. A lower one uncovers nothing by itself: what was hidden
   * stays so until it changes by as much as hid it, and published reports stay as they are.
   */
  async setSmallNumberThreshold(
    actor: Actor,
    { coalitionId: id, threshold, reason }: NewThreshold,
  ): Promise<Coalition> {
    return this.database.work(actor, async (manager) => {
      const coalition = await findCoalition(manager, actor, id);
      if (!isBackbone(actor, id)) throw new Forbidden();
      if (threshold < lowestThreshold || threshold > highestThreshold) {
        const message = `The threshold lies from ${lowestThreshold} to ${highestThreshold}.`;
        throw InvalidInput.at('threshold', 'OUT_OF_RANGE', message);
      }
      if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why the threshold changes.');
      const before = { smallNumberThreshold: coalition.smallNumberThreshold };
      if (before.smallNumberThreshold === threshold) return coalition;
      coalition.smallNumberThreshold = threshold;
      await manager.save(coalition);
      const after = { smallNumberThreshold: threshold };
      const change = {
        coalitionId: id,
        verb: 'setSmallNumberThreshold',
        subjectType: 'Coalition',
        subjectId: id,
      } as const;
      await record(manager, actor, { ...change, before, after, reason });
      return coalition;
    });
  }

  /**
   * Whether audiences see totals because they belong to the coalition, or only by agreements. It holds for live figures
   * at once and for reports from their next publication on: published reports stay as they are.
   */
  async setSharing(actor: Actor, { coalitionId: id, sharing, reason }: NewSharing): Promise<Coalition> {
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why figures are shared otherwise.');
    return this.database.work(actor, async (manager) => {
      const coalition = await findCoalition(manager, actor, id);
      if (!isBackbone(actor, id)) throw new Forbidden();
      const before = { sharing: coalition.sharing };
      if (before.sharing === sharing) return coalition;
      coalition.sharing = sharing;
      await manager.save(coalition);
      const change = { coalitionId: id, verb: 'setSharing', subjectType: 'Coalition', subjectId: id } as const;
      await record(manager, actor, { ...change, before, after: { sharing }, reason });
      return coalition;
    });
  }

  async loadCoalitions(actor: Actor, ids: readonly string[]): Promise<Coalition[]> {
    const visible = ids.filter((id) => isIn(actor, id));
    return this.database.read(actor, (manager) => manager.findBy(Coalition, { id: In(visible) }));
  }

  listCoalitions(actor: Actor, page: PageArguments): Promise<Page<Coalition>> {
    const query = (manager: EntityManager) =>
      manager.createQueryBuilder(Coalition, 'coalition').where({ id: In(coalitionIdsOf(actor)) });
    return pageOf(this.database, actor, query, page, { name: 'coalitions', by: ['name', 'id'] });
  }

  /** The roles that a person holds anywhere; how a credential becomes an Actor. */
  async rolesOf(personId: string): Promise<HeldRole[]> {
    const grants = await this.database.identify({ personId }, (manager) => manager.findBy(RoleGrant, { personId }));
    return grants.map(({ coalitionId, role, organizationId }) => ({ coalitionId, role, organizationId }));
  }

  /** Persons who hold a role in a coalition of the actor's, and the actor. */
  async loadPeople(actor: Actor, ids: readonly string[]): Promise<Person[]> {
    const grants = await findMine(this.database, actor, RoleGrant, 'personId', ids);
    const visible = new Set([...grants.map((grant) => grant.personId), actor.personId]);
    return this.identity.loadPeople(
      actor,
      ids.filter((id) => visible.has(id)),
    );
  }
}

/** The code may be taken by a coalition that its founder cannot see: only the index knows. */
async function insertCoalition(manager: EntityManager, coalition: Coalition): Promise<void> {
  try {
    await manager.insert(Coalition, coalition);
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    throw InvalidInput.at('code', 'TAKEN', `The code "${coalition.code}" is taken.`);
  }
}
