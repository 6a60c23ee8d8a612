import { Inject, Injectable } from '@nestjs/common';
import { Membership } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  newId,
  NotFound,
  pageOf,
  record,
  speaksFor,
  type Actor,
  type Page,
  type PageArguments,
  type Problem,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { activeMembersOf } from './active-member.sql.js';
import { canSee } from './backbone.policy.js';
import { CharterAcceptance, RoleCharter, RoleCharterVersion } from './role-charter.entity.js';
import { requireKeeper, take, takeToKeep } from './take-row.js';
import { todayOf } from './today.sql.js';

export interface CharterContent {
  purpose: string;
  responsibilities: string[];
  decisionRights: string[];
  supportReceived: string[];
  leadOrganizationId: string;
  deputyOrganizationId?: string | null;
}

@Injectable()
export class ChartersService {
  constructor(@Inject(Database) private readonly database: Database) {}

  draftCharter(actor: Actor, coalitionId: string, role: string, content: CharterContent): Promise<RoleCharter> {
    return this.database.work(actor, async (manager) => {
      await requireKeeper(manager, actor, coalitionId);
      const name = role.trim();
      if (!name) throw InvalidInput.at('role', 'REQUIRED', 'Name the role.');
      if (await manager.existsBy(RoleCharter, { coalitionId, role: name })) {
        throw InvalidInput.at('role', 'TAKEN', `The role "${name}" has its charter; revise that.`);
      }
      const charter = manager.create(RoleCharter, { id: newId(), coalitionId, role: name, createdAt: new Date() });
      await manager.insert(RoleCharter, charter);
      await write(manager, actor, charter, { number: 1, content, verb: 'draftCharter' });
      return charter;
    });
  }

  /** Writes the next version; what was accepted before stays accepted for that version alone. */
  reviseCharter(actor: Actor, id: string, content: CharterContent): Promise<RoleCharter> {
    return this.database.work(actor, async (manager) => {
      const charter = await takeToKeep(manager, actor, RoleCharter, { id, what: 'role charter' });
      const { number } = await latestOf(manager, charter);
      await write(manager, actor, charter, { number: number + 1, content, verb: 'reviseCharter' });
      return charter;
    });
  }

  /** Accepts the latest version for its lead or deputy. Backbone staff accept for a member with the role BACKBONE. */
  acceptCharter(
    actor: Actor,
    { id, number, organizationId }: { id: string; number: number; organizationId: string },
  ): Promise<RoleCharter> {
    return this.database.work(actor, async (manager) => {
      const charter = await take(manager, actor, RoleCharter, { id, what: 'role charter' });
      const { coalitionId } = charter;
      await requireVoiceOf(manager, actor, coalitionId, organizationId);
      const version = await latestOf(manager, charter);
      if (version.number !== number) {
        const message = `Read the latest version, number ${version.number}, and accept that.`;
        throw new InvalidState('charter.revised', message, 'INVALID_STATE', ['number']);
      }
      if (![version.leadOrganizationId, version.deputyOrganizationId].includes(organizationId)) {
        throw InvalidInput.at(
          'organizationId',
          'NOT_ALLOWED',
          'The charter names this organization neither lead nor deputy.',
        );
      }
      const key = { coalitionId, versionId: version.id, organizationId };
      if (await manager.existsBy(CharterAcceptance, key)) return charter;
      await manager.insert(CharterAcceptance, { ...key, personId: actor.personId, acceptedAt: new Date() });
      await recordCharter(manager, actor, charter, 'acceptCharter', { number, organizationId });
      return charter;
    });
  }

  loadCharters(actor: Actor, ids: readonly string[]): Promise<RoleCharter[]> {
    return findMine(this.database, actor, RoleCharter, 'id', ids);
  }

  listCharters(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<RoleCharter>> {
    if (!canSee(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => manager.createQueryBuilder(RoleCharter, 'charter').where({ coalitionId });
    return pageOf(this.database, actor, query, page, { name: 'roleCharters', by: ['role', 'id'] });
  }

  /** All versions, the latest first. */
  loadVersionsOf(actor: Actor, charterIds: readonly string[]): Promise<RoleCharterVersion[]> {
    return findMine(this.database, actor, RoleCharterVersion, 'charterId', charterIds, { number: 'DESC' });
  }

  loadAcceptancesOf(actor: Actor, versionIds: readonly string[]): Promise<CharterAcceptance[]> {
    return findMine(this.database, actor, CharterAcceptance, 'versionId', versionIds, { acceptedAt: 'ASC' });
  }
}

async function write(
  manager: EntityManager,
  actor: Actor,
  charter: RoleCharter,
  { number, content, verb }: { number: number; content: CharterContent; verb: string },
): Promise<void> {
  const problems = await problemsOf(manager, charter, content);
  if (problems.length > 0) throw new InvalidInput(problems);
  const { coalitionId, id: charterId } = charter;
  const said = {
    ...content,
    purpose: content.purpose.trim(),
    deputyOrganizationId: content.deputyOrganizationId ?? null,
  };
  const written = { id: newId(), coalitionId, charterId, number, writtenById: actor.personId, createdAt: new Date() };
  await manager.insert(RoleCharterVersion, { ...written, ...said });
  await recordCharter(manager, actor, charter, verb, { number, ...said });
}

async function problemsOf(manager: EntityManager, charter: RoleCharter, content: CharterContent): Promise<Problem[]> {
  const { coalitionId } = charter;
  const required = (field: string, message: string): Problem => ({ code: 'REQUIRED', field: [field], message });
  const { leadOrganizationId, deputyOrganizationId } = content;
  const named = { leadOrganizationId, ...(deputyOrganizationId ? { deputyOrganizationId } : {}) };
  const today = await todayOf(manager, coalitionId);
  const active = await activeMembersOf(manager, coalitionId, Object.values(named), today);
  const outside = Object.entries(named).filter(([, id]) => !active.has(id));
  return [
    ...(content.purpose.trim() ? [] : [required('purpose', 'Say what the role is there for.')]),
    ...(content.responsibilities.some((one) => one.trim())
      ? []
      : [required('responsibilities', 'Name at least one thing that the role answers for.')]),
    ...(content.decisionRights.some((one) => one.trim())
      ? []
      : [required('decisionRights', 'Say what the role may decide, or that it decides nothing alone.')]),
    ...outside.map(([field]): Problem => {
      const message = 'A role is held by an organization that is a PARTNER or BACKBONE member today.';
      return { code: 'OUTSIDE_MEMBERSHIP', field: [field], message };
    }),
    ...(leadOrganizationId === deputyOrganizationId
      ? [
          {
            code: 'DUPLICATE',
            field: ['deputyOrganizationId'],
            message: 'The deputy is another one than the lead.',
          } as Problem,
        ]
      : []),
  ];
}

/** Nobody speaks for a backbone member as its partner: its staff are the backbone's. */
async function requireVoiceOf(
  manager: EntityManager,
  actor: Actor,
  coalitionId: string,
  organizationId: string,
): Promise<void> {
  if (speaksFor(actor, coalitionId, organizationId)) return;
  if (!isBackbone(actor, coalitionId)) {
    throw new Forbidden('Only a person who speaks for the organization accepts for it.');
  }
  if (await manager.existsBy(Membership, { coalitionId, organizationId, role: 'BACKBONE' })) return;
  const message = 'Backbone staff accept for a member with the role BACKBONE; others accept for themselves.';
  throw InvalidInput.at('organizationId', 'NOT_ALLOWED', message);
}

function latestOf(manager: EntityManager, { id: charterId, coalitionId }: RoleCharter): Promise<RoleCharterVersion> {
  return manager.findOneOrFail(RoleCharterVersion, { where: { coalitionId, charterId }, order: { number: 'DESC' } });
}

function recordCharter(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: RoleCharter,
  verb: string,
  after: Record<string, unknown>,
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType: 'RoleCharter', subjectId: id, after });
}
