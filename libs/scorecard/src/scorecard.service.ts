import { Inject, Injectable } from '@nestjs/common';
import { MeasuredGoals } from '@keelson/agenda';
import { todayOf } from '@keelson/backbone';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  InvalidInput,
  pageOfRows,
  run,
  type Actor,
  type Keyset,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { CheckName } from './check-names.js';
import { changesCount, changesPage, type CheckChange } from './check-changes.sql.js';
import { evaluateScorecard } from './evaluate-scorecard.js';
import { scoreConditions, type ConditionScore } from './score-conditions.js';
import { ScorecardCheck, ScorecardEvaluation, type KeptFinding } from './scorecard-check.entity.js';
import { canSeeWhoIsMissing } from './scorecard.policy.js';

export interface Scorecard {
  asOf: string;
  evaluatedAt: Date;
  conditions: ConditionScore<ShownFinding>[];
}

/** A finding with whose it is, so that it can be told in the language of who reads it. */
export interface ShownFinding extends KeptFinding {
  coalitionId: string;
}

/** As kept, with whose its finding is. */
export interface ShownChange extends CheckChange {
  finding: ShownFinding;
}

@Injectable()
export class ScorecardService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MeasuredGoals) private readonly measuredGoals: MeasuredGoals,
  ) {}

  /** As of now; for a day of before, as the worker found it then: facts that were changed since are told as they were. */
  scorecard(actor: Actor, coalitionId: string, asOf: string | null = null): Promise<Scorecard> {
    return this.database.read(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      const today = await todayOf(manager, coalitionId);
      if (asOf && asOf > today) throw InvalidInput.at('asOf', 'OUT_OF_RANGE', `Today is ${today}.`);
      const card =
        asOf && asOf < today ? await keptOn(manager, coalitionId, asOf) : await this.now(manager, coalitionId);
      const checks = card.checks.map((finding) => shownTo(actor, coalitionId, finding));
      return { asOf: card.asOf, evaluatedAt: card.evaluatedAt, conditions: scoreConditions(checks) };
    });
  }

  /** What changed from one day's evaluation to the next, the latest first; all checks unless told. */
  async scorecardHistory(
    actor: Actor,
    coalitionId: string,
    checks: readonly CheckName[] | null,
    page: PageArguments,
  ): Promise<Page<ShownChange>> {
    await this.database.read(actor, (manager) => findCoalition(manager, actor, coalitionId));
    const query = {
      select: async (manager: EntityManager, { cursor, descending, limit }: Keyset) => {
        const parameters = [coalitionId, checks, ...(cursor ?? [null, null]), limit];
        const rows = await run<CheckChange & Record<string, unknown>>(manager, changesPage(descending), parameters);
        return rows.map((row) => ({ ...row, finding: shownTo(actor, coalitionId, row.finding) }));
      },
      count: async (manager: EntityManager) => {
        const [row] = await run<{ n: number }>(manager, changesCount, [coalitionId, checks]);
        return row?.n ?? 0;
      },
    };
    const ordering = { name: 'scorecardHistory', by: ['on' as const, 'check' as const], descending: true };
    return pageOfRows<ShownChange>(this.database, actor, query, page, ordering);
  }

  private async now(manager: EntityManager, coalitionId: string) {
    const kept = await manager.findBy(ScorecardCheck, { coalitionId });
    const measured = await this.measuredGoals.codesOf(manager, coalitionId);
    const { on, findings } = await evaluateScorecard(manager, coalitionId, measured);
    const checks = findings.map((finding): KeptFinding => {
      const row = kept.find(({ checkName }) => checkName === finding.check);
      return { ...finding, since: row?.state === finding.state ? row.since : null };
    });
    return { asOf: on, evaluatedAt: new Date(), checks };
  }
}

async function keptOn(manager: EntityManager, coalitionId: string, asOf: string) {
  const kept = await manager.findOne(ScorecardEvaluation, {
    where: { coalitionId, evaluatedOn: LessThanOrEqual(asOf) },
    order: { evaluatedOn: 'DESC' },
  });
  if (!kept) throw InvalidInput.at('asOf', 'OUT_OF_RANGE', 'The scorecard was not evaluated by then.');
  return { asOf: kept.evaluatedOn, evaluatedAt: kept.evaluatedAt, checks: kept.checks };
}

/** Without the organizations, where they are named to others only. */
function shownTo(actor: Actor, coalitionId: string, finding: KeptFinding): ShownFinding {
  const { subjects } = finding;
  const shown = canSeeWhoIsMissing(actor, coalitionId)
    ? subjects
    : subjects.filter(({ type }) => type !== 'Organization');
  return { ...finding, coalitionId, subjects: shown };
}
