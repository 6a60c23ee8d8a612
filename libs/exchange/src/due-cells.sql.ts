import { combinationKey, endOf, formatPeriod, parsePeriod, type NumberKind } from '@keelson/measures';
import { InvalidInput, NotFound, run } from '@keelson/platform';
import { expectedCellsSql } from '@keelson/submissions';
import type { EntityManager } from 'typeorm';
import { mostTemplateCells, type DueCell, type Template } from './template.js';

/**
 * Question: which measures are due from an organization for a period, how are they broken down, and what is stored?
 * Parameters: $1 coalition; $2 the organization, alone in an array; $3 frequency; $4 first day; $5 first day after.
 * Columns: measure, name, unit, numberKind, breakdowns (dimension keys, in the order of their declaration), held (what
 * is stored, by combination key).
 * Why: what is due is decided by the same rules as coverage and reminders. The version that governs the period says how
 * a measure is broken down.
 */
const dueMeasures = `
  WITH requested AS (
    SELECT id AS measure_id, frequency FROM measure
     WHERE coalition_id = $1 AND retired_at IS NULL AND NOT calculated AND frequency = $3
  ), calendar AS (
    SELECT $3::text AS frequency, $4::date AS start, $5::date AS until, $4::date AS period_start
  ), ${expectedCellsSql.trim()}
  SELECT m.code AS measure, m.name, v.unit, v.number_kind AS "numberKind",
         (SELECT coalesce(jsonb_agg(b.dimension_key ORDER BY b.position), '[]')
            FROM breakdown b WHERE b.coalition_id = $1 AND b.measure_version_id = v.id) AS breakdowns,
         (SELECT coalesce(jsonb_object_agg(k.key, jsonb_build_object('number', x.number::text,
                   'denominator', x.denominator::text, 'nonValue', x.non_value, 'reason', x.reason)), '{}')
            FROM submission s
            JOIN measurement x ON x.submission_id = s.id AND x.measure_id = e.measure_id
            JOIN combination k ON k.coalition_id = $1 AND k.id = x.combination_id
           WHERE s.coalition_id = $1 AND s.organization_id = e.organization_id AND s.frequency = e.frequency
             AND s.period_start = e.start) AS held
    FROM expected_cell e
    JOIN measure m ON m.coalition_id = $1 AND m.id = e.measure_id
   CROSS JOIN LATERAL (
           SELECT v.id, v.unit, v.number_kind FROM measure_version v
            WHERE v.coalition_id = $1 AND v.measure_id = e.measure_id
              AND (v.first_period_start IS NULL OR v.first_period_start <= e.start)
            ORDER BY v.number DESC LIMIT 1) AS v
   ORDER BY m.code COLLATE "C"`;

/** Question: what are these dimensions and their categories that take values called? Parameters: $1 coalition; $2 codes. */
const dimensionsByCode = `
  SELECT d.code, d.name, jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name) ORDER BY c.position, c.code) AS categories
    FROM dimension d
    JOIN category c ON c.coalition_id = d.coalition_id AND c.dimension_id = d.id AND c.retired_at IS NULL
   WHERE d.coalition_id = $1 AND d.code = ANY ($2::text[])
   GROUP BY d.id
   ORDER BY d.code COLLATE "C"`;

/** Question: what are the organization and its coalition called? Parameters: $1 coalition; $2 organization. */
const namesOf = `
  SELECT o.code AS organization, o.name AS "organizationName", c.name AS "coalitionName"
    FROM organization o
    JOIN coalition c ON c.id = o.coalition_id
   WHERE o.coalition_id = $1 AND o.id = $2`;

type Held = Pick<DueCell, 'number' | 'denominator' | 'nonValue' | 'reason'>;
type Names = Pick<Template, 'organization' | 'organizationName' | 'coalitionName'>;

interface DueMeasure {
  measure: string;
  name: string;
  unit: string;
  numberKind: NumberKind;
  breakdowns: string[];
  held: { [combinationKey: string]: Held };
}

interface DimensionRow {
  code: string;
  name: string;
  categories: { code: string; name: string }[];
}

/**
 * The cells that are due from an organization for a period: each measure's total, then its declared breakdowns, with
 * what is stored. Asks no policy: the verb that calls it does. Throws InvalidInput for a period that is none, for which
 * nothing is due, or for which more is due than a template holds.
 */
export async function dueCells(
  manager: EntityManager,
  coalitionId: string,
  organizationId: string,
  periodCode: string,
): Promise<Template> {
  const period = parsePeriod(periodCode);
  if (!period)
    throw InvalidInput.at('period', 'UNKNOWN_PERIOD', `"${periodCode}" is not a period such as 2024-01 or 2024-Q1.`);
  const [names] = await run<Names>(manager, namesOf, [coalitionId, organizationId]);
  if (!names) throw new NotFound('organization');
  const span = [period.frequency, period.start, endOf(period)];
  const measures = await run<DueMeasure>(manager, dueMeasures, [coalitionId, [organizationId], ...span]);
  if (measures.length === 0) {
    const message = `Nothing is due from "${names.organization}" for ${periodCode}.`;
    throw InvalidInput.at('period', 'NOTHING_TO_REPORT', message);
  }
  const codes = [...new Set(measures.flatMap(({ breakdowns }) => breakdowns.flatMap((key) => key.split(','))))];
  const dimensions = codes.length > 0 ? await run<DimensionRow>(manager, dimensionsByCode, [coalitionId, codes]) : [];
  const known = new Map(dimensions.map((dimension) => [dimension.code, dimension]));
  refuseTooMany(measures, known);
  return {
    ...{ coalitionId, ...names, period: formatPeriod(period) },
    dimensions: dimensions.map(({ code, name }) => ({ code, name })),
    cells: measures.flatMap((measure) => cellsOf(measure, known)),
  };
}

const sizeOf = (breakdown: string, dimensions: Map<string, DimensionRow>) =>
  breakdown.split(',').reduce((size, code) => size * (dimensions.get(code)?.categories.length ?? 0), 1);

/** Counted before they are made: five dimensions of a hundred categories are ten thousand million cells. */
function refuseTooMany(measures: DueMeasure[], dimensions: Map<string, DimensionRow>): void {
  const sizes = measures.flatMap(({ breakdowns }) => [1, ...breakdowns.map((key) => sizeOf(key, dimensions))]);
  const count = sizes.reduce((sum, size) => sum + size, 0);
  if (count <= mostTemplateCells) return;
  const message = `${count} cells are due; a template holds at most ${mostTemplateCells}. Report them by CSV.`;
  throw InvalidInput.at('period', 'TOO_MANY', message);
}

function cellsOf({ breakdowns, held, ...measure }: DueMeasure, dimensions: Map<string, DimensionRow>): DueCell[] {
  const nothing: Held = { number: null, denominator: null, nonValue: null, reason: null };
  const crossed = breakdowns.flatMap((key) => cross(key.split(','), dimensions));
  return [[], ...crossed].map((categories) => ({
    ...measure,
    categories,
    ...(held[combinationKey(categories)] ?? nothing),
  }));
}

/** Every combination of the dimensions' categories, the last dimension turning fastest. */
function cross([first, ...rest]: string[], dimensions: Map<string, DimensionRow>): DueCell['categories'][] {
  if (first === undefined) return [[]];
  const behind = cross(rest, dimensions);
  return (dimensions.get(first)?.categories ?? []).flatMap(({ code, name }) =>
    behind.map((others) => [{ dimension: first, category: code, name }, ...others]),
  );
}
