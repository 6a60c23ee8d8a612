import { newId, type Problem } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { ActivityEffect, type EvidenceStrength } from './activity-effect.entity.js';
import type { Activity } from './activity.entity.js';

export interface NewEffect {
  measureId: string;
  /** Whole months from the activity's start until the measure is expected to move. */
  lagMonths?: number | null;
  evidence?: EvidenceStrength | null;
}

/** A hundred years: what is meant to take longer is no expectation. */
const longestLag = 1_200;

/** What is wrong with what is expected of an activity as it would stand. */
export function problemsOfEffects(activity: Pick<Activity, 'measureIds'>, effects: readonly NewEffect[]): Problem[] {
  const seen = new Set<string>();
  return effects.flatMap(({ measureId, lagMonths }, i): Problem[] => {
    const problems: Problem[] = [];
    const at = (name: string) => ['effects', String(i), name];
    if (!activity.measureIds.includes(measureId)) {
      const message = 'The activity does not name this measure; put it into measureIds first.';
      problems.push({ code: 'INVALID', field: at('measureId'), message });
    }
    if (seen.has(measureId)) {
      problems.push({ code: 'DUPLICATE', field: at('measureId'), message: 'This measure stands twice in the list.' });
    }
    seen.add(measureId);
    if (lagMonths != null && (lagMonths < 0 || lagMonths > longestLag)) {
      const message = `Give the lag in months, from 0 to ${longestLag}.`;
      problems.push({ code: 'OUT_OF_RANGE', field: at('lagMonths'), message });
    }
    return problems;
  });
}

/** Keeps what is expected; nothing is expected any more of a measure that the activity no longer names. */
export async function writeEffects(
  manager: EntityManager,
  { id: activityId, coalitionId, measureIds }: Activity,
  effects: readonly NewEffect[] | null | undefined,
): Promise<void> {
  const standing = await manager.findBy(ActivityEffect, { coalitionId, activityId });
  const kept = effects ? [] : standing.filter(({ measureId }) => measureIds.includes(measureId));
  const gone = standing.filter((effect) => !kept.includes(effect));
  if (gone.length > 0) await manager.remove(gone);
  if (!effects?.length) return;
  const rows = effects.map(({ measureId, lagMonths = null, evidence = null }) => ({
    ...{ id: newId(), coalitionId, activityId, measureId, lagMonths, evidence, createdAt: new Date() },
  }));
  await manager.insert(ActivityEffect, rows);
}
