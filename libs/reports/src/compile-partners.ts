import { loadSharing } from '@keelson/agreements';
import { prepareFigures, throughMergers, wholeYears } from '@keelson/aggregation';
import { endOf, parsePeriod, type Frequency } from '@keelson/measures';
import { run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Compiled, CompiledMeasure } from './compile-headlines.js';
import type { Headline } from './headline.js';
import { insertCollected, insertPartners } from './insert-partners.sql.js';

/**
 * Keeps the own figures of organizations, of each reported measure's headline period; of a calculated one nobody has its
 * own. They stand apart from the report's header, so that nobody reads them who was not asked about.
 */
export async function compilePartners(
  manager: EntityManager,
  { report, measures, source }: Compiled,
  headlines: readonly Headline[],
  yearStartMonth: number,
): Promise<void> {
  const { id, coalitionId, frequency } = report;
  const periods = new Map(headlines.map(({ measure, period }) => [measure, period]));
  const groups = new Map<string, CompiledMeasure[]>();
  for (const measure of measures) {
    const period = periods.get(measure.code);
    if (!period || !measure.method || measure.numberKind === 'CALCULATED') continue;
    const name = `${period} ${measure.method.frequency}`;
    groups.set(name, [...(groups.get(name) ?? []), measure]);
  }
  if (groups.size === 0) return;
  await prepareFigures(manager);
  const figures = await throughMergers(manager, coalitionId, insertPartners);
  const collected = await throughMergers(manager, coalitionId, insertCollected);
  const sharing = await loadSharing(manager, coalitionId, true);
  for (const [name, own] of groups) {
    const [code, by] = name.split(' ') as [string, Frequency];
    const period = parsePeriod(code)!;
    const until = endOf(period);
    const years = wholeYears(period, until, by, yearStartMonth);
    const ids = own.map((measure) => measure.id);
    await run(manager, figures, [coalitionId, ids, frequency, period.start, until, source, [], id, code]);
    // Of what nobody shares nothing is decided: to keep all years of 50 measures took 2 s.
    const shared = ids.filter((one) => sharing.sharesAnyOwn(one));
    if (shared.length === 0) continue;
    const asked = [coalitionId, shared, by, years.first, years.until, source, []];
    await run(manager, collected, [...asked, id, yearStartMonth]);
  }
}
