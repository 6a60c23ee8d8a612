import { endOf, parsePeriod, periodOf, rational, type Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { fewestOrganizations } from './aggregation.policy.js';
import type { Figure } from './figure.js';
import { figureOf, type FigureRow } from './figure-rows.js';
import { figureSourceOf } from './figure-source.js';
import { chooseFiguresSql } from './read-figures.js';
import { measuresWithBaseline } from './worse-measures.sql.js';

/** A measure whose latest total is worse than its baseline. */
export interface WorseMeasure {
  measureId: string;
  name: string;
  latest: Figure;
  /** Others do not see the number: few organizations or few people stand behind it. They may not see others for more. */
  hidden: boolean;
  /** The first day after the period since which every total with a number was worse; at most two calendar years back. */
  since: string;
}

interface JudgedMeasure {
  id: string;
  name: string;
  frequency: Frequency;
  small: string | null;
}

/**
 * By the totals of whole periods that have ended, as backbone staff see them: callers show them to nobody else. They may
 * stand on few of the organizations that were asked; `latest` says on how many.
 */
export async function findWorseMeasures(
  manager: EntityManager,
  coalitionId: string,
  { today, yearStartMonth }: { today: string; yearStartMonth: number },
): Promise<WorseMeasure[]> {
  const measures = await run<JudgedMeasure & Record<string, unknown>>(manager, measuresWithBaseline, [coalitionId]);
  const source = await figureSourceOf(manager, coalitionId);
  const found: WorseMeasure[] = [];
  for (const frequency of new Set(measures.map((one) => one.frequency))) {
    const asked = measures.filter((one) => one.frequency === frequency);
    const ids = asked.map(({ id }) => id);
    const from = periodOf(frequency, `${Number(today.slice(0, 4)) - 2}-01-01`, yearStartMonth).start;
    const until = periodOf(frequency, today, yearStartMonth).start;
    const parameters = [coalitionId, ids, frequency, from, until, source, []] as const;
    const sql = `SELECT f.*, f.period_start::text AS start FROM (${await chooseFiguresSql(manager, parameters)}) f
                  WHERE f.combination_id IS NULL ORDER BY f.measure_id, f.period_start`;
    const rows = (await run<FigureRow>(manager, sql, parameters)).map((row) => figureOf(row, frequency));
    for (const { id, name, small } of asked) {
      const judged = rows.filter(({ measureId, status }) => measureId === id && status !== 'NO_DATA');
      const latest = judged.at(-1);
      if (latest?.status !== 'WORSE') continue;
      const worse = judged.slice(judged.findLastIndex(({ status }) => status !== 'WORSE') + 1);
      found.push({
        measureId: id,
        name,
        latest,
        hidden: isHidden(latest, small),
        since: endOf(parsePeriod(worse[0]!.period)!),
      });
    }
  }
  return found;
}

function isHidden({ picked, organizationsReported, numerator, value }: Figure, small: string | null): boolean {
  if (picked || organizationsReported < fewestOrganizations) return true;
  const people = numerator ?? value;
  if (small === null || people === null) return false;
  const count = rational.rationalOf(people);
  return count.n > 0n && rational.compare(count, rational.rationalOf(small)) < 0;
}
