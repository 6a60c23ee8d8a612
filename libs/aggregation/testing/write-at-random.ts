import { CoalitionsService, endMembershipOn, MembersService } from '@keelson/coalitions';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import {
  CategoriesService,
  formatPeriod,
  isAtLeastAsFine,
  MeasureGoalsService,
  MeasuresService,
  partnerRules,
  periodsBetween,
  timeRules,
  type Frequency,
  type Measure,
  type NewMeasure,
} from '@keelson/measures';
import { Database } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { CorrectionsService, SubmissionsService } from '@keelson/submissions';
import { buildDimensions, buildMeasure, cellsOf, submit, type ShortCell } from '@keelson/submissions/testing';
import { OverlapService } from '../src/index.js';
import type { Chooser } from './choose.js';

export interface RandomCoalition {
  built: BuiltCoalition;
  measures: Measure[];
  /** Does something that may change figures, and says what. */
  write(): Promise<string>;
}

const firstDay = '2023-01-01';
const endDay = '2025-07-01';
const definition = { unit: 'people', numberKind: 'COUNT' } as const;
const sums = { partnerRule: 'SUM' } as const;

/** Every time rule, every partner rule, ratios, overlap and breakdowns, over all frequencies. */
function definitionsOf(chooser: Chooser): Partial<NewMeasure>[] {
  const breakdowns = [
    { dimensionCodes: ['band'], additive: true },
    { dimensionCodes: ['band', 'sex'], additive: true },
    { dimensionCodes: ['sex'], additive: false },
  ];
  const direction = () => chooser.one(['INCREASE', 'DECREASE', 'MAINTAIN', 'NONE'] as const);
  const plain = timeRules.map((timeRule, i) => {
    return { timeRule, partnerRule: partnerRules[i % partnerRules.length]!, direction: direction(), breakdowns };
  });
  const ratio = { numberKind: 'RATIO', factor: 1000, denominatorTimeRule: 'AVERAGE', breakdowns } as const;
  return [
    ...plain,
    { ...ratio, ...sums, direction: 'INCREASE' },
    { ...ratio, ...sums, overlap: 'POSSIBLE', frequency: 'QUARTER' },
    { ...sums, overlap: 'POSSIBLE', breakdowns, direction: 'INCREASE' },
    { ...sums, overlap: 'POSSIBLE', frequency: 'YEAR', ofPeople: true },
    { ...sums, frequency: 'WEEK', breakdowns },
    { ...sums, frequency: 'HALF_YEAR', numberKind: 'AMOUNT' },
  ];
}

export async function buildAtRandom(room: TestRoom, chooser: Chooser): Promise<RandomCoalition> {
  const members = [{ code: 'a' }, { code: 'b' }, { code: 'c', from: '2023-06-15' }, { code: 'd', to: '2024-09-01' }];
  const named = members.map((member) => ({ ...member, name: member.code }));
  const built = await buildCoalition(room, named, {
    timeZone: 'Pacific/Auckland',
    yearStartMonth: chooser.one([1, 7]),
    figuresFrom: chooser.one(['APPROVED', 'SUBMITTED'] as const),
  });
  await buildDimensions(room, built, { sex: ['f', 'm'], band: ['young', 'old', 'oldest'] });
  const measures: Measure[] = [];
  for (const input of definitionsOf(chooser)) measures.push(await buildMeasure(room, built, input));
  const write = writesOf(room, built, [...measures], chooser);
  const [first, second] = [measures[0]!.code, measures[8]!.code];
  const expression = `if(${first} > ${second}, ${first} / ${second}, ${first} - 1)`;
  const kind = { numberKind: 'CALCULATED', frequency: 'QUARTER', expression } as const;
  measures.push(
    await buildMeasure(room, built, { ...kind, breakdowns: [{ dimensionCodes: ['band'], additive: false }] }),
  );
  return { built, measures, write };
}

function writesOf(room: TestRoom, built: BuiltCoalition, measures: Measure[], chooser: Chooser) {
  const { coalition, backbone, organizations } = built;
  const day = () => `${chooser.one([2023, 2024])}-${String(1 + chooser.number(12)).padStart(2, '0')}-15`;
  const periodOf = (frequency: Frequency): string => {
    const start = frequency === 'WEEK' ? '2023-01-02' : firstDay;
    return formatPeriod(chooser.one(periodsBetween(frequency, start, endDay)));
  };
  const measure = () => chooser.one(measures);
  const number = (one: Measure, kinds: Map<string, string>) => {
    if (chooser.chance(0.15))
      return chooser.one(['DECLINED', 'NOT_COLLECTED', 'NOT_APPLICABLE', 'SUPPRESSED_AT_SOURCE']);
    const count = String(chooser.number(40));
    return kinds.get(one.id) === 'RATIO' ? `${count}/${chooser.number(60)}` : count;
  };
  const categories = () =>
    chooser.one<Record<string, string>>([
      {},
      {},
      { band: 'young' },
      { band: 'old' },
      { band: 'oldest' },
      { sex: 'f' },
      { band: 'young', sex: 'm' },
      { band: 'old', sex: 'f' },
    ]);
  const kindsOf = async () => {
    const rows = await room.query<{ id: string; kind: string }>(
      `SELECT DISTINCT ON (measure_id) measure_id AS id, number_kind AS kind FROM measure_version WHERE coalition_id = $1 ORDER BY measure_id, number`,
      [coalition.id],
    );
    return new Map(rows.map(({ id, kind }) => [id, kind]));
  };
  const submissionsIn = async (state: string) =>
    (
      await room.query<{ id: string }>(
        `SELECT id FROM submission WHERE coalition_id = $1 AND state = $2 ORDER BY organization_id, frequency, period_start`,
        [coalition.id, state],
      )
    ).map(({ id }) => id);
  const service = () => room.get(SubmissionsService);
  const report = async () => {
    const kinds = await kindsOf();
    const cells = Array.from({ length: 1 + chooser.number(25) }, () => {
      const one = measure();
      const cell: ShortCell = [
        chooser.one(organizations).code,
        periodOf(one.frequency),
        number(one, kinds),
        categories(),
      ];
      return cellsOf(one.code, [cell])[0]!;
    });
    const { created, changed } = await submit(room, backbone, coalition.id, cells, {
      partial: true,
      draft: chooser.chance(0.15),
    });
    return created + changed;
  };

  const revised = new Set(measures.slice(5).map(({ id }) => id));
  const verbs: Record<string, () => Promise<unknown>> = {
    report,
    reportMore: report,
    reportAndApprove: async () => {
      await report();
      await verbs['approve']!();
    },
    approve: async () => {
      const ids = (await submissionsIn('SUBMITTED')).filter(() => chooser.chance(0.7));
      if (ids.length > 0) await service().approveSubmissions(backbone, ids);
    },
    giveBack: async () => {
      const ids = await submissionsIn('SUBMITTED');
      if (ids.length > 0) await service().returnSubmission(backbone, chooser.one(ids), 'look again');
    },
    correct: async () => {
      const [cell] = await room.query<{
        id: string;
        organization: string;
        measure: string;
        day: string;
        frequency: Frequency;
        kind: string;
      }>(
        `SELECT s.id, o.code AS organization, m.code AS measure, s.period_start::text AS day, s.frequency, v.number_kind AS kind
           FROM measurement c JOIN submission s ON s.id = c.submission_id JOIN organization o ON o.id = s.organization_id
           JOIN measure m ON m.id = c.measure_id JOIN measure_version v ON v.measure_id = m.id AND v.number = 1
           JOIN combination k ON k.id = c.combination_id AND k.key = ''
          WHERE s.coalition_id = $1 AND s.state = 'APPROVED' AND m.retired_at IS NULL ORDER BY md5(s.id::text || c.measure_id || $2) LIMIT 1`,
        [coalition.id, String(chooser.number(1000))],
      );
      if (!cell) return;
      const period = formatPeriod({ frequency: cell.frequency, start: cell.day });
      const text = cell.kind === 'RATIO' ? `${chooser.number(50)}/${chooser.number(90)}` : String(chooser.number(90));
      const values = cellsOf(cell.measure, [[cell.organization, period, text]]);
      const service = room.get(CorrectionsService);
      const correction = await service.proposeCorrection(backbone, {
        submissionId: cell.id,
        reason: 'recounted',
        values,
      });
      await service.approveCorrection({ ...backbone, personId: await otherPerson() }, correction.id);
    },
    setTargets: async () => {
      const one = measure();
      const period = chooser.chance(0.5) ? periodOf(one.frequency) : null;
      const part = chooser.chance(0.3) ? [{ dimension: 'band', category: 'old' }] : null;
      const target = { period, value: String(chooser.number(80)), categories: part };
      await room.get(MeasureGoalsService).setTargets(backbone, one.id, [target]);
    },
    setBaseline: () =>
      room
        .get(MeasureGoalsService)
        .setBaseline(backbone, measure().id, { period: '2022', value: String(chooser.number(30)) }),
    assign: async () => {
      const chosen = organizations.filter(() => chooser.chance(0.5));
      const assignments = chosen.map(({ id }) => ({ organizationId: id, from: chooser.chance(0.5) ? day() : null }));
      await room.get(MeasureGoalsService).assignMeasure(backbone, measure().id, assignments);
    },
    join: () =>
      room
        .get(MembersService)
        .addMembership(backbone, { organizationId: chooser.one(organizations).id, role: 'PARTNER', from: day() }),
    leave: async () => {
      const [last] = await room.query<{ id: string }>(
        'SELECT id FROM membership WHERE coalition_id = $1 AND to_date IS NULL ORDER BY created_at DESC, id LIMIT 1',
        [coalition.id],
      );
      if (!last) return;
      const [membership] = await room.get(MembersService).loadMembershipsById(backbone, [last.id]);
      const ending = { to: '2025-03-31', verb: 'endMembership' };
      await room.get(Database).work(backbone, (manager) => endMembershipOn(manager, backbone, membership!, ending));
    },
    revise: async () => {
      const one = measures.find(({ id }) => !revised.has(id));
      if (!one) return;
      revised.add(one.id);
      const revision = {
        ...definition,
        firstPeriod: periodOf(one.frequency),
        comparability: 'BREAK',
        reason: 'counted otherwise',
      } as const;
      const timeRule = chooser.one(timeRules);
      const breakdowns = [{ dimensionCodes: ['sex'], additive: true }];
      await room
        .get(MeasuresService)
        .reviseMeasure(backbone, one.id, { ...revision, timeRule, partnerRule: chooser.one(partnerRules), breakdowns });
    },
    mergeCategories: async () => {
      const [merged] = await room.query('SELECT 1 FROM category_merger WHERE coalition_id = $1', [coalition.id]);
      const [band] = await room.query<{ id: string }>(
        `SELECT id FROM dimension WHERE coalition_id = $1 AND code = 'band'`,
        [coalition.id],
      );
      if (merged || !band) return;
      const merger = {
        dimensionId: band.id,
        from: ['oldest'],
        into: 'old',
        reason: 'too few',
        firstPeriod: chooser.one([null, '2024-01']),
      };
      await room.get(CategoriesService).mergeCategories(backbone, merger);
    },
    redirect: () =>
      room
        .get(MeasuresService)
        .updateMeasure(backbone, measure().id, { direction: chooser.one(['INCREASE', 'DECREASE'] as const) }),
    retire: () =>
      room.query(`UPDATE measure SET retired_at = $2 WHERE id = $1`, [
        measures[5]!.id,
        chooser.one(['2024-06-30T12:30:00Z', null]),
      ]),
    resolve: async () => {
      const one = chooser.one(measures.filter((_, i) => [7, 8, 9].includes(i)));
      const frequency = chooser.one(
        (['MONTH', 'QUARTER', 'YEAR'] as const).filter((f) => isAtLeastAsFine(one.frequency, f)),
      );
      const period = formatPeriod(chooser.one(periodsBetween(frequency, firstDay, '2025-01-01')));
      const method = chooser.one(['SUM', 'MAX', 'RATE'] as const);
      const signed = { signedBy: 'Dr. Kahu', signedOn: '2025-08-01', source: 'matched lists' };
      await room.get(OverlapService).resolveOverlap(backbone, {
        ...{ measureId: one.id, frequency, firstPeriod: period, lastPeriod: period, method, ...signed },
        rate: method === 'RATE' ? `0.${chooser.number(10)}` : null,
      });
    },
    changeCoalition: () =>
      room.get(CoalitionsService).updateCoalition(backbone, coalition.id, {
        figuresFrom: chooser.one(['APPROVED', 'SUBMITTED'] as const),
        timeZone: chooser.one(['Pacific/Auckland', 'America/New_York']),
        yearStartMonth: chooser.one([1, 4, 7]),
      }),
  };
  const otherPerson = async () => {
    const [person] = await room.query<{ id: string }>('SELECT id FROM person WHERE id <> $1 LIMIT 1', [
      backbone.personId,
    ]);
    return person?.id ?? '00000000-0000-7000-8000-000000000001';
  };
  const often = ['report', 'reportMore', 'reportAndApprove', 'approve', 'correct'];
  return async () => {
    const name = chooser.chance(0.6) ? chooser.one(often) : chooser.one(Object.keys(verbs));
    await verbs[name]!();
    return name;
  };
}
