import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { buildCoalition, joinCoalition } from '@keelson/coalitions/testing';
import { Attacker } from '@keelson/disclosure';
import { systemOf } from '@keelson/disclosure/testing';
import type { Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import type { MeasurementInput } from '@keelson/submissions';
import { buildDimensions, buildMeasure, report as submitAndApprove } from '@keelson/submissions/testing';
import { openReportsRoom } from '../testing/index.js';
import { PublicationsService, ReportCompiler, ReportsService, type ReportFigure } from './index.js';

const folder = resolve('../shared/data/nyc-graduation');
const dimensions = ['gender', 'race_ethnicity', 'english_proficiency', 'education_type'] as const;
const threshold = 11;
/** Of 32, ten of 3 to 23 schools each; in most of them many numbers are small. */
const districts = ['01', '03', '04', '05', '06', '13', '16', '17', '23', '32'];

type Line = Record<
  'organization_id' | 'measure_id' | 'period' | 'numerator' | 'denominator' | 'status' | (typeof dimensions)[number],
  string
>;
const read = <T>(file: string) => parse(readFileSync(`${folder}/${file}`), { columns: true }) as T[];

let room: TestRoom;
let attacker: Attacker;
let lines: Line[];
let districtOf: Map<string, string>;
const isThere = existsSync(folder);
const test = isThere ? it : it.skip;
if (!isThere) process.stderr.write(`Skipped, because ${folder} is absent: suppression of real published tables\n`);
beforeAll(async () => {
  if (!isThere) return;
  room = await openReportsRoom();
  attacker = await Attacker.load();
  lines = read<Line>('submissions.csv');
  const schools = read<{ organization_id: string; district: string }>('organizations.csv');
  districtOf = new Map(schools.map(({ organization_id, district }) => [organization_id, district]));
});
afterAll(() => room?.close());

const categoriesOf = (line: Line) =>
  dimensions.flatMap((dimension) => (line[dimension] ? [{ dimension, category: line[dimension] }] : []));
const keyOf = (period: string, categories: { dimension: string; category: string }[]) =>
  [period, ...categories.map(({ dimension, category }) => `${dimension}=${category}`)].join(' ');

function valueOf(line: Line): MeasurementInput {
  const { numerator, denominator } = line;
  const number: MeasurementInput['number'] =
    line.status === 'reported'
      ? { ratio: { numerator, denominator } }
      : { nonValue: { kind: 'SUPPRESSED_AT_SOURCE', denominator } };
  const { organization_id: organization, measure_id: measure, period } = line;
  return { organization, measure, period, categories: categoriesOf(line), number };
}

/** A district's schools as a coalition, its rates reported, approved, compiled and published to everybody. */
async function publish(district: string) {
  const own = lines.filter(({ organization_id }) => districtOf.get(organization_id) === district);
  const schools = [...new Set(own.map(({ organization_id }) => organization_id))];
  const built = await buildCoalition(
    room,
    schools.map((code) => ({ code, name: code })),
  );
  const codes = (of: (typeof dimensions)[number]) => [...new Set(lines.map((line) => line[of]).filter(Boolean))];
  await buildDimensions(room, built, Object.fromEntries(dimensions.map((one) => [one, codes(one)])));
  const breakdowns = dimensions.map((one) => ({ dimensionCodes: [one], additive: true }));
  for (const code of ['graduation_rate', 'dropout_rate']) {
    await buildMeasure(room, built, {
      ...{ code, numberKind: 'RATIO', factor: 100, frequency: 'YEAR', ofPeople: true, breakdowns },
    });
  }
  await submitAndApprove(room, built, own.map(valueOf));
  const coalitionId = built.coalition.id;
  const span = { frequency: 'YEAR', firstPeriod: '2001', lastPeriod: '2006' } as const;
  const request = { coalitionId, title: 'Graduation', ...span };
  const { id } = await room.get(ReportsService).requestReport(built.backbone, request);
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await room.get(PublicationsService).publishReport(built.backbone, id, ['COALITION', 'FUNDERS']);
  const figuresFor = async (actor: Actor): Promise<ReportFigure[]> => {
    const figures: ReportFigure[] = [];
    const report = await room.get(ReportsService).openReport(actor, id);
    for await (const portion of room.get(ReportsService).figuresOf(actor, report)) figures.push(...portion);
    return figures;
  };
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  return { own, schools, figuresFor, backbone: built.backbone, funder, partner: built.partner(schools[0]!) };
}

type Numbers = [numerator: number, denominator: number, rest: number];
/** What one school knows by itself: its own numbers, by cell. */
type Own = ReadonlyMap<string, Numbers>;
const nothing: Numbers = [0, 0, 0];

const nameOf = ({ period, cell }: ReportFigure) =>
  keyOf(
    period,
    dimensions.flatMap((dimension) => (cell[dimension] ? [{ dimension, category: cell[dimension] }] : [])),
  );
const numbersOf = ({ numerator, denominator }: { numerator: unknown; denominator: unknown }): Numbers => [
  Number(numerator),
  Number(denominator),
  Number(denominator) - Number(numerator),
];

const isSmall = ([numerator, denominator, rest]: Numbers) =>
  [numerator, rest].some((number) => number > 0 && number < threshold) || denominator < threshold;

/**
 * Of one measure and period: what somebody who sees `seen` and knows `own` can work out of the true figures; a rest of
 * people who are in no reported part is known where it is small.
 */
function attack(truth: ReportFigure[], seen: ReportFigure[], own: Own): { hidden: number; faults: string[] } {
  const names = truth.map(nameOf);
  const place = new Map(names.map((name, i) => [name, i]));
  const shown = new Map(seen.map((one) => [nameOf(one), one.numerator !== null]));
  const at = (name: string) => own.get(name) ?? nothing;
  const values = truth.flatMap((one, i) => numbersOf(one).map((number, part) => number - at(names[i]!)[part]!));
  const sums: number[][] = truth.map((_, i) => [3 * i + 1, 3 * i, 3 * i + 2]);
  const [{ period }] = truth as [ReportFigure];
  for (const dimension of dimensions) {
    const parts = names.filter((name) => name.startsWith(`${period} ${dimension}=`)).map((name) => place.get(name)!);
    if (parts.length === 0) continue;
    for (const part of [0, 1]) {
      const total = 3 * place.get(period)! + part;
      const rest = parts.reduce((left, one) => left - values[3 * one + part]!, values[total]!);
      const members = [total, ...parts.map((one) => 3 * one + part)];
      if (rest >= threshold) members.push(values.push(rest) - 1);
      sums.push(members);
    }
  }
  const system = systemOf(values, 3, sums, 3 * truth.length);
  const isUnknown = (cell: number) => cell >= system.published || !shown.get(names[Math.floor(cell / 3)]!);
  const whole = { cells: [], sums: sums.map((_, s) => s), edges: 0 };
  const faults: string[] = [];
  let hidden = 0;
  names.forEach((name, i) => {
    if (!isUnknown(3 * i)) {
      if (isSmall(numbersOf(truth[i]!))) faults.push(`${name} is small and shown`);
      return;
    }
    hidden += 1;
    for (const part of [0, 1, 2]) {
      const width = attacker.widthOf(system, whole, isUnknown, 3 * i + part, threshold);
      if (width < threshold - 1e-6) faults.push(`${name}, number ${part} is known within ${width}`);
    }
  });
  return { hidden, faults };
}

/** What the attacker finds where no more than the small ones are hidden. */
let foundWithout = 0;

function onlySmall(figure: ReportFigure): ReportFigure {
  return isSmall(numbersOf(figure)) ? { ...figure, numerator: null } : figure;
}

describe('graduation rates of real schools', () => {
  test.each(districts)(
    'of district %s, as published, withstand the attacker: from outside, and as each of the schools',
    async (district) => {
      const { own, schools, figuresFor, backbone, funder, partner } = await publish(district);
      const [truth, forFunders, forPartners] = [
        await figuresFor(backbone),
        await figuresFor(funder),
        await figuresFor(partner),
      ];
      const tables = new Map<string, ReportFigure[]>();
      for (const figure of truth.filter(({ numerator }) => numerator !== null)) {
        const name = `${figure.measureCode} ${figure.period}`;
        tables.set(name, [...(tables.get(name) ?? []), figure]);
      }
      const ownOf = (school: string, measureCode: string): Own =>
        new Map(
          own
            .filter((line) => line.organization_id === school && line.measure_id === measureCode)
            .filter(({ status }) => status === 'reported')
            .map((line) => [keyOf(line.period, categoriesOf(line)), numbersOf(line)]),
        );
      let hidden = 0;
      for (const [name, table] of tables) {
        const { measureCode, period } = table[0]!;
        const of = (figures: ReportFigure[]) =>
          figures.filter((one) => one.measureCode === measureCode && one.period === period);
        const outside = attack(table, of(forFunders), new Map());
        expect([name, 'outside', outside.faults]).toEqual([name, 'outside', []]);
        hidden += outside.hidden;
        foundWithout += attack(table, table.map(onlySmall), new Map()).faults.length;
        for (const school of schools) {
          const { faults } = attack(table, of(forPartners), ownOf(school, measureCode));
          expect([name, school, faults]).toEqual([name, school, []]);
        }
      }
      expect(hidden).toBeGreaterThan(0);
    },
    120_000,
  );

  test('would not withstand it with the small ones hidden alone', () => {
    expect(foundWithout).toBeGreaterThan(0);
  });
});
