import { Inject, Injectable } from '@nestjs/common';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  InvalidState,
  isIn,
  newId,
  NotFound,
  pageOf,
  record,
  requireLanguage,
  requireReason,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { checkDefinition, type DefinitionContent } from './check-definition.js';
import { canPlanReports, canSeePlans } from './editions.policy.js';
import { ReportDefinitionVersion } from './report-definition-version.entity.js';
import { ReportDefinition } from './report-definition.entity.js';
import { ReportSchedule } from './report-schedule.entity.js';

/** Definitions of reports that come again: named, versioned, never deleted. */
@Injectable()
export class DefinitionsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async defineReport(
    actor: Actor,
    coalitionId: string,
    { code, ...content }: DefinitionContent & { code: string },
  ): Promise<ReportDefinition> {
    return this.database.work(actor, async (manager) => {
      const { language } = await findCoalition(manager, actor, coalitionId);
      requirePlanner(actor, coalitionId);
      const definition = manager.create(ReportDefinition, {
        ...{ id: newId(), coalitionId, code, version: 1, editions: 0, retiredAt: null, createdAt: new Date() },
      });
      const made = await manager
        .createQueryBuilder()
        .insert()
        .into(ReportDefinition)
        .values(definition)
        .orIgnore()
        .returning('id')
        .execute();
      if ((made.raw as unknown[]).length === 0) {
        throw InvalidInput.at('code', 'TAKEN', `The code "${code}" is taken in this coalition.`);
      }
      const spoken = content.language ?? language;
      await insertVersion(manager, actor, definition, { ...content, language: spoken }, null);
      await recordDefinition(manager, actor, definition, 'defineReport', { after: { code, ...content } });
      return definition;
    });
  }

  /** What it says from now on; editions that were made keep the version that they were made by. */
  async changeDefinition(
    actor: Actor,
    id: string,
    content: DefinitionContent,
    reason: string,
  ): Promise<ReportDefinition> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const definition = await takeDefinition(manager, actor, id);
      const { language } = await findCoalition(manager, actor, definition.coalitionId);
      const said = { ...content, language: content.language ?? language };
      definition.version += 1;
      await insertVersion(manager, actor, definition, said, reason);
      await manager.update(ReportDefinition, { id }, { version: definition.version });
      const after = { version: definition.version, ...content };
      await recordDefinition(manager, actor, definition, 'changeReportDefinition', { reason, after });
      return definition;
    });
  }

  /** No edition is made by it any more; its schedules end. Its code stays taken. */
  async retireDefinition(actor: Actor, id: string, reason: string): Promise<ReportDefinition> {
    requireReason(reason);
    return this.database.work(actor, async (manager) => {
      const definition = await takeDefinition(manager, actor, id);
      definition.retiredAt = new Date();
      await manager.update(ReportDefinition, { id }, { retiredAt: definition.retiredAt });
      await manager
        .createQueryBuilder()
        .update(ReportSchedule)
        .set({ endedAt: definition.retiredAt, nextAt: null, endReason: reason })
        .where('definition_id = :id AND ended_at IS NULL', { id })
        .execute();
      await recordDefinition(manager, actor, definition, 'retireReportDefinition', { reason });
      return definition;
    });
  }

  async loadDefinitions(actor: Actor, ids: readonly string[]): Promise<ReportDefinition[]> {
    const definitions = await findMine(this.database, actor, ReportDefinition, 'id', ids);
    return definitions.filter(({ coalitionId }) => canSeePlans(actor, coalitionId));
  }

  /** All versions of these definitions, the latest first. */
  async versionsOf(actor: Actor, ids: readonly string[]): Promise<ReportDefinitionVersion[]> {
    const versions = await findMine(this.database, actor, ReportDefinitionVersion, 'definitionId', ids, {
      number: 'DESC',
    });
    return versions.filter(({ coalitionId }) => canSeePlans(actor, coalitionId));
  }

  listDefinitions(
    actor: Actor,
    coalitionId: string,
    filter: { retired?: boolean | null },
    page: PageArguments,
  ): Promise<Page<ReportDefinition>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    requirePlanner(actor, coalitionId);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(ReportDefinition, 'definition').where({ coalitionId });
      if (!filter.retired) builder.andWhere('definition.retired_at IS NULL');
      return builder;
    };
    return pageOf(this.database, actor, query, page, { name: 'report-definitions', by: ['code', 'id'] });
  }
}

/** A definition to change or to make an edition by, held until the unit of work ends. */
export async function takeDefinition(manager: EntityManager, actor: Actor, id: string): Promise<ReportDefinition> {
  const coalitionIds = actor.roles.map(({ coalitionId }) => coalitionId);
  const definition = await manager.findOne(ReportDefinition, {
    where: { id, coalitionId: In(coalitionIds) },
    lock: { mode: 'pessimistic_write' },
  });
  if (!definition) throw new NotFound('report definition', ['id']);
  requirePlanner(actor, definition.coalitionId);
  if (definition.retiredAt) {
    const message = `The report "${definition.code}" is retired: define another one.`;
    throw new InvalidState('reportDefinition.retired', message, 'INVALID_STATE', ['id']);
  }
  return definition;
}

export function requirePlanner(actor: Actor, coalitionId: string): void {
  if (!canPlanReports(actor, coalitionId)) throw new Forbidden('Backbone staff plan reports.');
}

async function insertVersion(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId, version }: ReportDefinition,
  content: DefinitionContent & { language: string },
  reason: string | null,
): Promise<void> {
  const checked = await checkDefinition(manager, coalitionId, content);
  const language = requireLanguage(content.language);
  // The picture is set by verbs of its own, and stays until one of them takes it away.
  const before = await manager.findOneBy(ReportDefinitionVersion, { definitionId: id, number: version - 1 });
  await manager.insert(ReportDefinitionVersion, {
    ...{ definitionId: id, number: version, coalitionId, reason, definedBy: actor.personId },
    title: content.title,
    language,
    logoId: before?.logoId ?? null,
    logoAlternative: before?.logoAlternative ?? null,
    audiences: [...new Set(content.audiences)].sort(),
    frequency: content.frequency,
    breakdowns: content.breakdowns ?? null,
    narrative: content.narrative ?? [],
    comparisons: content.comparisons ? [...new Set(content.comparisons)] : null,
    ...checked,
  } as never);
}

function recordDefinition(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: ReportDefinition,
  verb: string,
  change: { reason?: string; after?: object },
): Promise<void> {
  const subject = { subjectType: 'ReportDefinition', subjectId: id } as const;
  return record(manager, actor, { coalitionId, verb, ...subject, ...change } as never);
}
