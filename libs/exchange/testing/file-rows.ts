import type { FileFault, FileRow, FileShare } from '../src/file-row.js';

/** Everything that a reader gives, in order; for files of tests, not for a million rows. */
export async function readAll(shares: AsyncIterable<FileShare>): Promise<{ rows: FileRow[]; faults: FileFault[] }> {
  const rows: FileRow[] = [];
  const faults: FileFault[] = [];
  for await (const share of shares) {
    rows.push(...share.rows);
    faults.push(...share.faults);
  }
  return { rows, faults };
}

/** Text or bytes as they come from a network: in pieces that end anywhere, also inside a letter. */
export async function* inPieces(content: string | Uint8Array, length = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content as string);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

export async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The same numbers at every run: a linear congruential generator (Numerical Recipes' constants). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hardTexts = [
  'الصحة العامة',
  'e\u0301te\u0301 combining',
  '👩🏽‍⚕️ family 👨‍👩‍👧',
  '=SUM(A1:A9)',
  '+1 and @home',
  'a "quoted", line\nand a second; one',
  'tab\there <b>&amp;</b> _x0041_ \\u0041',
  "l'été",
  '0012',
  'TRUE',
];
const hardNumbers = [
  '0',
  '-0.5',
  '-1200',
  '0.1',
  '123456.123456789012',
  '999999999999999999999999.123456789012',
  '123456789012345678',
  '1000000000000000000000',
  '0.000000000001',
  '12.50',
  '309.438',
];
const periods = ['2024-W05', '2020-W53', '2024-01', '2024-Q3', '2024-H2', '2024', '2016-Y04', '2016-Y09'];
const nonValues = ['NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED', 'SUPPRESSED_AT_SOURCE'];

/** Rows with everything that makes a format stumble, each of another cell. */
export function buildRows(seed: number, count: number): FileRow[] {
  const next = seeded(seed);
  const one = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const rows: FileRow[] = [];
  for (let i = 0; i < count; i++) {
    const isRatio = next(3) === 0;
    const nonValue = next(5) === 0 ? one(nonValues) : null;
    const cell = {
      row: i + 1,
      organization: `${one(['org', 'منظمة', 'ONG_é', '🏥'])}-${i}`,
      measure: one(isRatio ? ['rate', 'نسبة'] : ['people', 'net.change', '00-1']),
      period: one(periods),
      categories: one(['', 'sex=female', 'age_band=adult,sex=x', 'العمر=بالغ']),
      reason: nonValue || next(4) === 0 ? one(hardTexts) : null,
    };
    if (nonValue) {
      const denominator = isRatio && nonValue === 'SUPPRESSED_AT_SOURCE' ? one(hardNumbers) : null;
      rows.push({ ...cell, number: null, denominator, nonValue });
    } else {
      rows.push({ ...cell, number: one(hardNumbers), denominator: isRatio ? one(hardNumbers) : null, nonValue });
    }
  }
  return rows;
}

/** Puts the halves of a RATIO together again, as the import does. */
export function joinHalves(rows: FileRow[]): FileRow[] {
  const whole = new Map<string, FileRow>();
  for (const { part, ...row } of rows) {
    const key = [row.organization, row.measure, row.period, row.categories].join('\n');
    const other = part && whole.get(key);
    if (!other) whole.set(key, row);
    else
      Object.assign(other, {
        number: other.number ?? row.number,
        denominator: other.denominator ?? row.denominator,
        reason: other.reason ?? row.reason,
      });
  }
  return [...whole.values()];
}
