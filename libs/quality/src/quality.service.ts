import { Inject, Injectable } from '@nestjs/common';
import { endOf, type Frequency, type Measure } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import {
  Database,
  findMine,
  Forbidden,
  InvalidInput,
  isIn,
  NotFound,
  pageOfRows,
  record,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { And, In, LessThan, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { findFindings, orderOf } from './find-findings.js';
import { findWritten, type WrittenCell } from './find-written.js';
import type { QualityFinding } from './finding.js';
import type { QualityOutcome } from './quality-check.js';
import { QualityExplanation } from './quality-explanation.entity.js';
import { canCheck, canExplain, checkedOrganizationIds } from './quality.policy.js';
import { keyOf, saveExplanation } from './read-explanations.sql.js';
import { countCellsOf, type Scope } from './read-series.sql.js';
import { readKey, readSpan } from './read-span.js';

export interface QualityFilter {
  organizationIds?: string[] | null;
  measureIds?: string[] | null;
  frequency: Frequency;
  firstPeriod: string;
  lastPeriod: string;
  outcomes?: QualityOutcome[] | null;
  includeExplained?: boolean | null;
}

/** What one check may look at; judging so many takes a second or two. */
export const mostCells = 100_000;
/** What a submission is answered with at most. */
export const mostWarnings = 500;

/** Looks for numbers that are likely wrong, and refuses none. */
@Injectable()
export class QualityService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Findings over the coalition, for partners over their own organizations: violations first, what matters most first. */
  checkQuality(
    actor: Actor,
    coalitionId: string,
    filter: QualityFilter,
    page: PageArguments,
  ): Promise<Page<QualityFinding & { order: string }>> {
    requireCheck(actor, coalitionId);
    const { from, until } = readSpan(filter.frequency, filter.firstPeriod, filter.lastPeriod);
    const mine = checkedOrganizationIds(actor, coalitionId);
    const organizationIds = filter.organizationIds?.filter((id) => !mine || mine.includes(id)) ?? mine;
    const { frequency, measureIds = null } = filter;
    const scope: Scope = { coalitionId, frequency, from, until, organizationIds, measureIds };
    const find = async (manager: EntityManager) => {
      if ((await countCellsOf(manager, scope, mostCells)) === null) {
        const message = `This asks for more than ${mostCells} cells: name fewer organizations, measures or periods.`;
        throw InvalidInput.at('filter', 'TOO_MANY', message);
      }
      return sorted(await findFindings(manager, scope), filter);
    };
    let found: Promise<(QualityFinding & { order: string })[]> | null = null;
    const select: Parameters<typeof pageOfRows<QualityFinding & { order: string }>>[2]['select'] = async (
      manager,
      { cursor, descending, limit },
    ) => {
      const all = await (found = find(manager));
      const after = cursor && String(cursor[0]);
      const beyond = all.filter(({ order }) => !after || (descending ? order < after : order > after));
      return (descending ? beyond.reverse() : beyond).slice(0, limit);
    };
    const count = async () => (await found)?.length ?? 0;
    return pageOfRows(this.database, actor, { select, count }, page, { name: 'findings', by: ['order'] });
  }

  /** The findings about cells that the actor just wrote; at most 500, violations first. */
  async findWarnings(
    actor: Actor,
    coalitionId: string,
    cells: readonly WrittenCell[],
    filter: Pick<QualityFilter, 'outcomes' | 'includeExplained'> = {},
  ): Promise<QualityFinding[]> {
    requireCheck(actor, coalitionId);
    if (cells.length === 0) return [];
    const mine = checkedOrganizationIds(actor, coalitionId);
    const findings = await this.database.read(actor, (manager) => findWritten(manager, coalitionId, cells, mine));
    return sorted(findings, filter).slice(0, mostWarnings);
  }

  /** Records why a finding is no fault: it is silent until one of its numbers changes. */
  async explainFinding(
    actor: Actor,
    coalitionId: string,
    { key, text }: { key: string; text: string },
  ): Promise<QualityFinding> {
    requireCheck(actor, coalitionId);
    if (!text.trim()) throw InvalidInput.at('text', 'REQUIRED', 'Say why the numbers are right.');
    if (text.length > 2000) throw InvalidInput.at('text', 'TOO_LONG', 'Say why in at most 2,000 characters.');
    const { organizationId, frequency, periodStart, measureId } = readKey(key, 'key');
    return this.database.work(actor, async (manager) => {
      const organization = await manager.findOneBy(Organization, { id: organizationId, coalitionId });
      if (!organization) throw absent();
      if (!canExplain(actor, coalitionId, organizationId)) {
        throw new Forbidden('A finding is explained by the organization itself or by backbone staff.');
      }
      const scope: Scope = {
        ...{ coalitionId, frequency, organizationIds: [organizationId], measureIds: measureId ? [measureId] : null },
        ...{ from: periodStart, until: endOf({ frequency, start: periodStart }) },
      };
      const finding = (await findFindings(manager, scope)).find((one) => keyOf(one) === key);
      if (!finding) throw absent();
      const { id, before } = await saveExplanation(manager, coalitionId, finding, { text, personId: actor.personId });
      finding.explanation = await manager.findOneByOrFail(QualityExplanation, { id });
      const subject = { subjectType: 'QualityExplanation', subjectId: id } as const;
      const { check, about } = finding;
      await record(manager, actor, {
        ...{ coalitionId, verb: 'explainFinding', ...subject },
        ...{ before: before === null ? null : { text: before }, after: { check, explained: about, text } },
      });
      return finding;
    });
  }

  /** Those of a measure's numbers in a span, the latest first; for partners those of their own organizations. */
  async explanationsOf(
    actor: Actor,
    { coalitionId, id: measureId }: Pick<Measure, 'coalitionId' | 'id'>,
    { first, until }: { first: string; until: string },
    most: number,
  ): Promise<QualityExplanation[]> {
    requireCheck(actor, coalitionId);
    const mine = checkedOrganizationIds(actor, coalitionId);
    return this.database.read(actor, (manager) =>
      manager.find(QualityExplanation, {
        where: {
          ...{ coalitionId, measureId, periodStart: And(MoreThanOrEqual(first), LessThan(until)) },
          ...(mine ? { organizationId: In(mine) } : {}),
        },
        order: { explainedAt: 'DESC', id: 'DESC' },
        take: most,
      }),
    );
  }

  async loadExplanations(actor: Actor, ids: readonly string[]): Promise<QualityExplanation[]> {
    const explanations = await findMine(this.database, actor, QualityExplanation, 'id', ids);
    return explanations.filter((one) => canExplain(actor, one.coalitionId, one.organizationId));
  }
}

function requireCheck(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (!canCheck(actor, coalitionId)) throw new Forbidden();
}

function absent(): InvalidInput {
  const message = 'There is no such finding now: the numbers were changed, or it was never there. Check again.';
  return InvalidInput.at('key', 'NOT_FOUND', message);
}

function sorted(
  findings: readonly QualityFinding[],
  { outcomes, includeExplained }: Pick<QualityFilter, 'outcomes' | 'includeExplained'>,
): (QualityFinding & { order: string })[] {
  return findings
    .filter(
      ({ outcome, explanation }) => (!outcomes || outcomes.includes(outcome)) && (includeExplained || !explanation),
    )
    .map((finding) => ({ ...finding, order: orderOf(finding) }))
    .sort((one, two) => (one.order < two.order ? -1 : 1));
}
