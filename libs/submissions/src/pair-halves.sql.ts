import { copyRows, run } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { MeasurementInput } from './measurement-input.js';

/** One half of a RATIO, as DHIS2 has it: the other half is another row of the same cell, perhaps far away in the file. */
export interface ImportHalf {
  row: number;
  part: 'NUMERATOR' | 'DENOMINATOR';
  organization: string;
  measure: string;
  /** As `formatPeriod` spells it, where it is a period. */
  period: string;
  categories: MeasurementInput['categories'];
  number: string;
}

/** A row of a file with its place in it. */
export interface PlacedRow {
  row: number;
  /** Where the denominator stands in a row of its own. */
  denominatorRow?: number;
  input: MeasurementInput;
  place: number;
}

/** Made where a file has halves; it ends with the unit of work. */
export const halfTable = `
  CREATE TEMP TABLE import_half (
    place integer NOT NULL, row integer NOT NULL, part text NOT NULL, organization text NOT NULL, measure text NOT NULL,
    period text NOT NULL, categories text NOT NULL, number text NOT NULL
  ) ON COMMIT DROP`;

/**
 * Question: which halves are one cell?
 * Columns: n (in the order of the file), place, the cell by its codes, nth (of this cell), and of each half row and
 * number, NULL where it is missing.
 * Why: in SQL, because the halves may be a million rows apart. The second numerator of a cell goes with its second
 * denominator, so that a cell that stands there twice is refused as such.
 */
const makePairs = `
  CREATE TEMP TABLE import_pair ON COMMIT DROP AS
  SELECT row_number() OVER (ORDER BY min(place))::int AS n, min(place) AS place, organization, measure, period, categories, nth,
         min(row) FILTER (WHERE part = 'NUMERATOR') AS numerator_row, min(number) FILTER (WHERE part = 'NUMERATOR') AS numerator,
         min(row) FILTER (WHERE part = 'DENOMINATOR') AS denominator_row, min(number) FILTER (WHERE part = 'DENOMINATOR') AS denominator
    FROM (SELECT *, row_number() OVER (PARTITION BY organization, measure, period, categories, part ORDER BY place) AS nth
            FROM import_half) AS numbered
   GROUP BY organization, measure, period, categories, nth`;

/**
 * Question: which halves are alone?
 * Writes them down as problems.
 * Why: half a RATIO is no number; the other half is never taken from what is stored.
 */
const refuseLone = `
  INSERT INTO import_problem (place, row, field, code, message)
  SELECT p.place, coalesce(p.numerator_row, p.denominator_row), CASE WHEN p.nth = 1 THEN 'measure' ELSE '' END,
         CASE WHEN p.nth = 1 THEN 'REQUIRED' ELSE 'DUPLICATE' END,
         CASE WHEN p.nth = 1
              THEN 'This is the ' || h.mine || ' alone: the ' || h.other || ' of the same cell is not in this file, or was refused.'
              ELSE 'The same ' || h.mine || ' stands in this file already.' END
    FROM import_pair p
   CROSS JOIN LATERAL (
           SELECT CASE WHEN p.denominator IS NULL THEN 'numerator' ELSE 'denominator' END AS mine,
                  CASE WHEN p.denominator IS NULL THEN 'denominator' ELSE 'numerator' END AS other) AS h
   WHERE p.numerator IS NULL OR p.denominator IS NULL`;

/** Question: which whole pairs come next? Parameters: $1 after this number; $2 at most so many. */
const nextPairs = `
  SELECT n, place, organization, measure, period, categories, numerator_row AS "row", numerator,
         denominator_row AS "denominatorRow", denominator
    FROM import_pair
   WHERE n > $1 AND numerator IS NOT NULL AND denominator IS NOT NULL
   ORDER BY n LIMIT $2`;

const pageOfPairs = 10_000;
const halfColumns = ['place', 'row', 'part', 'organization', 'measure', 'period', 'categories', 'number'];

/** Keeps halves until all have come; their places follow `after`. */
export async function keepHalves(manager: EntityManager, halves: ImportHalf[], after: number): Promise<void> {
  const rows = halves.map(({ row, part, organization, measure, period, categories, number }, i) => {
    const cell = [...(categories ?? [])].sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
    return [after + i + 1, row, part, organization, measure, period, JSON.stringify(cell), number];
  });
  await copyRows(manager, 'import_half', halfColumns, rows);
}

interface Pair {
  n: number;
  place: number;
  organization: string;
  measure: string;
  period: string;
  categories: string;
  row: number;
  numerator: string;
  denominatorRow: number;
  denominator: string;
}

/** The cells that halves make, page by page in the order of the file; halves that are alone become problems. */
export async function* pairHalves(manager: EntityManager): AsyncGenerator<PlacedRow[]> {
  await manager.query(`ANALYZE import_half; ${makePairs}; CREATE INDEX ON import_pair (n)`);
  await run(manager, refuseLone);
  for (let after = 0; ;) {
    const pairs = await run<Pair>(manager, nextPairs, [after, pageOfPairs]);
    const last = pairs.at(-1);
    if (!last) return;
    after = last.n;
    yield pairs.map(({ row, denominatorRow, place, categories, numerator, denominator, ...cell }) => ({
      ...{ row, denominatorRow, place },
      input: {
        ...{ organization: cell.organization, measure: cell.measure, period: cell.period },
        categories: JSON.parse(categories) as MeasurementInput['categories'],
        number: { ratio: { numerator, denominator } },
      },
    }));
  }
}
