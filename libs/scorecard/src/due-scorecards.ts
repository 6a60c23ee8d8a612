import { Inject, Injectable, Logger } from '@nestjs/common';
import { MeasuredGoals } from '@keelson/agenda';
import { Database, isDatabaseAway, newId, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { dueScorecards, takeTurn } from './due-scorecards.sql.js';
import { evaluateScorecard } from './evaluate-scorecard.js';
import type { Finding } from './finding.js';
import { ScorecardCheck, ScorecardEvaluation } from './scorecard-check.entity.js';

/**
 * Evaluates every coalition once on each of its days, in the worker, and keeps what it found. Any number of workers: a
 * coalition's row says when it is due, and whoever holds that row evaluates it.
 */
@Injectable()
export class DueScorecards {
  private readonly log = new Logger('Scorecard');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MeasuredGoals) private readonly measuredGoals: MeasuredGoals,
  ) {}

  async evaluateDue(): Promise<void> {
    const due = await this.database.identify({}, (manager) => run<{ coalitionId: string }>(manager, dueScorecards));
    for (const { coalitionId } of due) {
      try {
        // One snapshot, so that all checks speak of the same moment.
        const claim = { coalitionIds: [coalitionId] };
        await this.database.identify(claim, (manager) => this.evaluate(manager, coalitionId), 'REPEATABLE READ');
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        if (isTaken(error)) continue;
        const message = error instanceof Error ? error.message : String(error);
        this.log.error({ message: `The scorecard of ${coalitionId} was not evaluated: ${message}` });
      }
    }
  }

  private async evaluate(manager: EntityManager, coalitionId: string): Promise<void> {
    if ((await run(manager, takeTurn, [coalitionId])).length === 0) return;
    const measured = await this.measuredGoals.codesOf(manager, coalitionId);
    const { on, findings } = await evaluateScorecard(manager, coalitionId, measured);
    const kept = new Map((await manager.findBy(ScorecardCheck, { coalitionId })).map((row) => [row.checkName, row]));
    const now = new Date();
    const rows = findings.map((finding) => rowOf(finding, { on, now, before: kept.get(finding.check) ?? null }));
    await manager.upsert(
      ScorecardCheck,
      rows.map((row) => ({ ...row, coalitionId })),
      ['coalitionId', 'checkName'],
    );
    const since = new Map(rows.map((row) => [row.checkName, row.since]));
    await manager
      .createQueryBuilder()
      .insert()
      .into(ScorecardEvaluation)
      .values({
        ...{ id: newId(), coalitionId, evaluatedOn: on, evaluatedAt: now, createdAt: now },
        checks: findings.map((finding) => ({ ...finding, since: since.get(finding.check) ?? on })),
      })
      // A coalition that moved to another time zone has the same day twice.
      .orIgnore()
      .execute();
  }
}

/** PostgreSQL's serialization_failure: another worker kept its evaluation after this one's snapshot was taken. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001';
}

/** A state keeps its day; another one gets today's. */
function rowOf(
  { check, condition, state, facts, figure, subjects, query }: Finding,
  { on, now, before }: { on: string; now: Date; before: ScorecardCheck | null },
) {
  const stays = before?.state === state;
  return {
    ...{ id: before?.id ?? newId(), checkName: check, condition, state, evaluatedAt: now },
    since: before && stays ? before.since : on,
    previousState: before ? (stays ? before.previousState : before.state) : null,
    facts: { facts, figure, subjects, query },
    createdAt: before?.createdAt ?? now,
  };
}
