import { StakeholderGroup } from '@keelson/backbone';
import { IsNull, type EntityManager } from 'typeorm';
import { found, of, type Finding } from './finding.js';
import { judgeReporting } from './judge-reporting.js';
import { judgeShare } from './judge-share.js';
import { measureFactsOf, type MeasureFacts } from './measure-facts.sql.js';
import type { Occasion } from './scorecard-clock.js';

/** Shared measures, but for what was made of them: judge-communication.ts knows the conversations. */
export async function judgeMeasures(manager: EntityManager, occasion: Occasion): Promise<Finding[]> {
  const measures = await measureFactsOf(manager, occasion.coalitionId, occasion.today);
  const outcomes = measures.filter(isOutcome);
  return [
    found('OUTCOME_MEASURED', outcomes.length > 0, {
      facts: { measures: outcomes.map(({ code }) => code), active: measures.length },
      subjects: subjectsOf(outcomes),
      query: 'measures',
    }),
    await judgeReporting(manager, occasion, measures),
    await judgeVisibility(manager, occasion, outcomes),
    judgePairs(occasion, measures),
  ];
}

/** It says how people are, and from where to where. */
function isOutcome({ level, aspect, hasBaseline, hasTarget }: MeasureFacts): boolean {
  return (level === 'POPULATION' || aspect === 'BETTER_OFF') && hasBaseline && hasTarget;
}

async function judgeVisibility(
  manager: EntityManager,
  { coalitionId, today }: Occasion,
  outcomes: readonly MeasureFacts[],
): Promise<Finding> {
  const blind = outcomes.filter(({ showsImpacted }) => !showsImpacted);
  const impacted = { coalitionId, mostImpacted: true, retiredAt: IsNull() };
  const named = await manager.existsBy(StakeholderGroup, impacted);
  const { figure, passes } = judgeShare(
    {
      formula: 'outcome measures broken down by a dimension that shows a most-impacted group / outcome measures',
      ...{ numerator: outcomes.length - blind.length, denominator: named ? outcomes.length : 0, to: today },
    },
    { atLeast: 100 },
  );
  const facts = { missing: blind.map(({ code }) => code), groupsNamed: named };
  return found('IMPACTED_GROUPS_VISIBLE', passes, { figure, facts, subjects: subjectsOf(blind), query: 'measures' });
}

function judgePairs({ today }: Occasion, measures: readonly MeasureFacts[]): Finding {
  const amounts = measures.filter(({ aspect }) => aspect === 'HOW_MUCH');
  const alone = amounts.filter(({ paired }) => !paired);
  const { figure, passes } = judgeShare(
    {
      formula:
        'HOW_MUCH measures with a HOW_WELL or BETTER_OFF measure of the same goal or activity / HOW_MUCH measures',
      ...{ numerator: amounts.length - alone.length, denominator: amounts.length, to: today },
    },
    { atLeast: 50 },
  );
  const facts = { alone: alone.map(({ code }) => code) };
  return found('HOW_MUCH_PAIRED', passes, { figure, facts, subjects: subjectsOf(alone), query: 'measures' });
}

function subjectsOf(measures: readonly MeasureFacts[]) {
  return of(
    'Measure',
    measures.map(({ id }) => id),
  );
}
