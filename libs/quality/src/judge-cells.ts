import { setImmediate as turn } from 'node:timers/promises';
import { rational } from '@keelson/measures';
import { compareWithHistory, historyLength, smallestUnitOf } from './compare-history.js';
import { compareWithDenominator, compareWithLastPeriod, isShare } from './compare-numbers.js';
import { importanceOf, type QualityFinding, type Verdict } from './finding.js';
import type { QualityCheck } from './quality-check.js';
import { findingOf, groupKey, placeOf, type Group } from './group-cells.js';
import { judgeParts } from './judge-parts.js';
import { judgeRules } from './judge-rules.js';
import type { QualityRule } from './quality-rule.entity.js';
import { historyOf, readCells, type Cell } from './read-cells.js';
import type { Definitions, MeasureDefinition } from './read-definitions.sql.js';
import type { FingerprintRow, Scope, SeriesRow } from './read-series.sql.js';

/** Everything that the checks of a scope look at, as it was read. */
export interface Material {
  scope: Scope;
  series: SeriesRow[];
  fingerprints: FingerprintRow[];
  definitions: Definitions;
  rules: QualityRule[];
  /** The measures that the built-in checks are about; null: all. Others are here for the rules only. */
  asked: ReadonlySet<string> | null;
}

/** Other requests get their turn after so many series: the judging of a large coalition takes a second. */
const seriesAtOnce = 500;

/** Every finding of the built-in checks and the rules. Pure but for letting others have their turn. */
export async function judge(material: Material): Promise<QualityFinding[]> {
  const { scope, series, definitions, asked } = material;
  const findings: QualityFinding[] = [];
  const groups = new Map<string, Group>();
  for (const [i, row] of series.entries()) {
    if (i % seriesAtOnce === seriesAtOnce - 1) await turn();
    const measure = definitions.measures.get(row.measure_id);
    if (!measure) continue;
    const cells = readCells(row, measure);
    if (!asked || asked.has(measure.id)) findings.push(...judgeSeries(row, cells, measure, scope));
    for (const cell of cells)
      if (cell.start >= row.judged_from)
        groupOf(groups, row, measure, cell.start).set(row.cell_key, { ...cell, dimensionKey: row.dimension_key });
  }
  for (const group of groups.values()) {
    if (!asked || asked.has(group.measure.id)) findings.push(...judgeParts(group, definitions, scope));
  }
  findings.push(...judgeRules(material.rules, groups, scope));
  findings.push(...material.fingerprints.flatMap((row) => judgeFingerprint(row, scope)));
  return findings;
}

function groupOf(
  groups: Map<string, Group>,
  row: SeriesRow,
  measure: MeasureDefinition,
  start: string,
): Group['cells'] {
  const key = groupKey(row.organization_id, measure.id, start);
  let group = groups.get(key);
  if (!group) groups.set(key, (group = { organizationId: row.organization_id, measure, start, cells: new Map() }));
  return group.cells;
}

function judgeSeries(row: SeriesRow, cells: Cell[], measure: MeasureDefinition, scope: Scope): QualityFinding[] {
  return cells.flatMap((cell, i) => {
    const { start, version, texts, reported, value } = cell;
    if (start < row.judged_from || !texts || !reported || !value) return [];
    const about = texts.denominator === null ? texts.number : `${texts.number}/${texts.denominator}`;
    const find = (check: Exclude<QualityCheck, 'RULE'>, verdict: Verdict) =>
      findingOf(placeOf(scope, row, start, check), verdict, { importance: importanceOf[check], about: plain(about) });
    const near = cells.slice(Math.max(0, i - historyLength), i + 1);
    const unit = smallestUnitOf(
      version.numberKind,
      near.flatMap((one) => one.texts?.number ?? []),
      version.numberKind === 'RATIO' ? { factor: version.factor, denominator: texts.denominator ?? '1' } : undefined,
    );
    const fits = withMark(row, cells, compareWithHistory(value, historyOf(cells, i, measure), unit));
    const share =
      reported.denominator && isShare(version) && compareWithDenominator(reported.number, reported.denominator);
    return [...(fits ? [find(fits.check, fits)] : []), ...(share ? [find('NUMERATOR_OVER_DENOMINATOR', share)] : [])];
  });
}

/** Whoever reads a finding is told that earlier numbers are not the organization's alone. */
function withMark<T extends Verdict>({ since }: SeriesRow, [first]: Cell[], verdict: T | null): T | null {
  if (!verdict || since === null || !first || first.start >= since) return verdict;
  const mark = `Numbers before ${since} are those of the organizations that it continues and its own together.`;
  return { ...verdict, sentence: `${verdict.sentence} ${mark}` };
}

function judgeFingerprint(row: FingerprintRow, scope: Scope): QualityFinding[] {
  const { numbers, digest, numbers_before, digest_before } = row;
  const before = digest_before === null ? null : { numbers: numbers_before ?? 0, digest: digest_before };
  const verdict = compareWithLastPeriod({ numbers, digest }, before);
  if (!verdict) return [];
  const place = { ...placeOf(scope, row, row.start, 'UNCHANGED'), measureId: null, cellKey: '' };
  return [findingOf(place, verdict, { importance: importanceOf.UNCHANGED, about: digest })];
}

/** "5.0" and "5" are the same number. */
function plain(about: string): string {
  return about
    .split('/')
    .map((text) => rational.decimalOf(rational.rationalOf(text), 12))
    .join('/');
}
