import { AgreementsModule, AgreementsService } from '@keelson/agreements';
import { agree, inDays } from '@keelson/agreements/testing';
import { CoalitionsService } from '@keelson/coalitions';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure, NewMeasure } from '@keelson/measures';
import { encodeId, type Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, report, type ShortCell } from '@keelson/submissions/testing';
import { openReportsRoom } from '../testing/index.js';
import { PublicationsService, ReportCompiler, ReportsService, type Audience, type ReportFigure } from './index.js';

let room: TestRoom;
let reports: ReportsService;
beforeAll(async () => {
  room = await openReportsRoom(AgreementsModule);
  reports = room.get(ReportsService);
});
afterAll(() => room.close());

const codes = ['a', 'b', 'c', 'd'];
const each = (period: string, number: number, sex?: string): ShortCell[] =>
  codes.map((code): ShortCell => [code, period, String(number), sex ? { sex } : {}]);

async function build(input: Partial<NewMeasure> = {}) {
  const built = await buildCoalition(
    room,
    codes.map((code) => ({ code, name: `Organization ${code}` })),
  );
  await buildDimensions(room, built, { sex: ['f', 'm'] });
  const measure = await buildMeasure(room, built, {
    ...{ direction: 'INCREASE', frequency: 'QUARTER', breakdowns: [{ dimensionCodes: ['sex'], additive: true }] },
    ...input,
  });
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  const observer = buildActor([{ coalitionId: built.coalition.id, role: 'OBSERVER', organizationId: null }]);
  return { built: { ...built, funder, observer }, measure };
}

const byAgreement = ({ backbone, coalition }: BuiltCoalition) =>
  room
    .get(CoalitionsService)
    .setSharing(backbone, { coalitionId: coalition.id, sharing: 'BY_AGREEMENT', reason: 'Decided by all' });

async function compile(built: BuiltCoalition, measures: Measure[]): Promise<string> {
  const { id, coalitionId } = await reports.requestReport(built.backbone, {
    ...{ coalitionId: built.coalition.id, title: 'Quarters', frequency: 'QUARTER' },
    ...{ firstPeriod: '2024-Q1', lastPeriod: '2024-Q2', measureIds: measures.map((measure) => measure.id) },
  });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  return id;
}

const publish = (built: BuiltCoalition, id: string, to: Audience[]) =>
  room.get(PublicationsService).publishReport(built.backbone, id, to);

async function publishNew(built: BuiltCoalition, measures: Measure[], to: Audience[]): Promise<string> {
  const id = await compile(built, measures);
  await publish(built, id, to);
  return id;
}

async function figuresOf(actor: Actor, id: string): Promise<ReportFigure[]> {
  const figures: ReportFigure[] = [];
  const opened = await reports.openReport(actor, id);
  for await (const portion of reports.figuresOf(actor, opened)) figures.push(...portion);
  return figures;
}

const read = async (actor: Actor, id: string) =>
  Object.fromEntries(
    (await figuresOf(actor, id)).map(({ measureCode, period, cell, value, status }) => {
      return [`${measureCode} ${period} ${cell['sex'] ?? ''}`.trim(), value ?? status];
    }),
  );

describe('a report of a coalition that shares by agreement', () => {
  it('shows an audience what is agreed when it is compiled, and the next one what is agreed then', async () => {
    const { built, measure } = await build({ code: 'm' });
    await report(room, built, cellsOf('m', [...each('2024-Q1', 50), ...each('2024-Q2', 60)]));
    await byAgreement(built);
    const { funder, backbone } = built;
    const [all, none] = [
      { 'm 2024-Q1': '200', 'm 2024-Q2': '240' },
      { 'm 2024-Q1': 'WITHHELD', 'm 2024-Q2': 'WITHHELD' },
    ];
    const before = await publishNew(built, [measure], ['FUNDERS']);
    expect(await read(funder, before)).toEqual(none);
    expect(await read(backbone, before)).toEqual(all);
    const { id: agreementId } = await agree(room, built, [measure], { purpose: 'The yearly report', to: inDays(90) });
    const during = await publishNew(built, [measure], ['FUNDERS', 'COALITION']);
    expect(await read(funder, during)).toEqual(all);
    expect(await read(built.observer, during)).toEqual(none);
    await room.get(AgreementsService).revokeAgreement(backbone, agreementId, null, 'The project ended');
    const after = await publishNew(built, [measure], ['FUNDERS']);
    expect(await read(funder, after)).toEqual(none);
    // What was published stays as it was published.
    expect(await read(funder, before)).toEqual(none);
    expect(await read(funder, during)).toEqual(all);
    const headers = await Promise.all([before, during, after].map((id) => reports.openReport(backbone, id)));
    expect(headers.map(({ header }) => header.agreements)).toEqual([
      [],
      [
        {
          ...{ id: encodeId('Agreement', agreementId), purpose: 'The yearly report', grain: 'COALITION' },
          ...{ parties: ['Backbone', 'Organization a'], measures: ['m'], audiences: ['FUNDERS'] },
          ...{ from: inDays(0), to: inDays(90) },
        },
      ],
      [],
    ]);
    const told = await Promise.all([built.funder, built.observer].map((actor) => reports.openReport(actor, during)));
    expect(told.map(({ header }) => header.agreements?.length)).toEqual([1, 0]);
    const kept = await room.query(
      `SELECT audience, agreement_ids FROM report_suppression WHERE report_id = $1 ORDER BY 1`,
      [during],
    );
    expect(kept).toEqual([
      { audience: 'COALITION', agreement_ids: [] },
      { audience: 'FUNDERS', agreement_ids: [agreementId] },
    ]);
  });

  it('relies on nothing signed since it was compiled, nor on what has ended since', async () => {
    const { built, measure } = await build({ code: 'm' });
    await report(room, built, cellsOf('m', each('2024-Q1', 50)));
    await byAgreement(built);
    const early = await compile(built, [measure]);
    const { id: agreementId } = await agree(room, built, [measure]);
    const late = await compile(built, [measure]);
    await publish(built, early, ['FUNDERS']);
    expect(await read(built.funder, early)).toMatchObject({ 'm 2024-Q1': 'WITHHELD' });
    const a = built.organizations[0]!.id;
    await room.get(AgreementsService).revokeAgreement(built.partner('a'), agreementId, a, 'No more');
    await publish(built, late, ['FUNDERS']);
    expect(await read(built.funder, late)).toMatchObject({ 'm 2024-Q1': 'WITHHELD' });
  });

  it('shows nothing but how many were asked of what is withheld, number or none', async () => {
    const { built, measure } = await build({ code: 'm' });
    await report(room, built, cellsOf('m', [['a', '2024-Q1', 'DECLINED']]));
    await byAgreement(built);
    const id = await publishNew(built, [measure], ['FUNDERS']);
    for (const figure of await figuresOf(built.funder, id)) {
      expect(figure).toMatchObject({
        ...{ value: null, low: null, high: null, numerator: null, denominator: null },
        ...{ status: 'WITHHELD', nonValues: {}, organizationsExpected: 4 },
      });
    }
  });

  it('withholds by measure, breakdown and period, and a calculated measure with any that it is made of', async () => {
    const { built, measure: one } = await build({ code: 'one' });
    const two = await buildMeasure(room, built, { code: 'two', frequency: 'QUARTER' });
    const sum = { code: 'sum', frequency: 'QUARTER', numberKind: 'CALCULATED', expression: 'one + two' } as const;
    const both = await buildMeasure(room, built, sum);
    const parts = [...each('2024-Q1', 20, 'f'), ...each('2024-Q1', 30, 'm'), ...each('2024-Q2', 25, 'f')];
    await report(room, built, [
      ...cellsOf('one', parts),
      ...cellsOf('two', [...each('2024-Q1', 1), ...each('2024-Q2', 2)]),
    ]);
    await byAgreement(built);
    await agree(room, built, [one], { breakdowns: [] });
    await agree(room, built, [one, two], { lastPeriod: '2024-Q1' });
    expect(await read(built.funder, await publishNew(built, [one, two, both], ['FUNDERS']))).toEqual({
      ...{ 'one 2024-Q1': '200', 'one 2024-Q1 f': '80', 'one 2024-Q1 m': '120' },
      ...{ 'one 2024-Q2': '100', 'one 2024-Q2 f': 'WITHHELD' },
      ...{ 'two 2024-Q1': '4', 'two 2024-Q2': 'WITHHELD', 'sum 2024-Q1': '204', 'sum 2024-Q2': 'WITHHELD' },
    });
  });

  it('shows no headline number of a measure that is not agreed on', async () => {
    const { built, measure } = await build({ code: 'm' });
    const other = await buildMeasure(room, built, { code: 'other', frequency: 'QUARTER', direction: 'INCREASE' });
    await report(room, built, [
      ...cellsOf('m', each('2024-Q1', 50)),
      ...cellsOf('other', [...each('2024-Q1', 77_001), ...each('2024-Q2', 88_002)]),
    ]);
    await byAgreement(built);
    await agree(room, built, [measure]);
    const id = await publishNew(built, [measure, other], ['FUNDERS']);
    const { headlines } = (await reports.openReport(built.funder, id)).header;
    expect(headlines![0]).toMatchObject({ measure: 'm', value: '200' });
    expect(headlines![1]).toMatchObject({ measure: 'other', value: null, status: 'WITHHELD' });
    for (const { now, difference, percent } of headlines![1]!.comparisons) {
      expect([now, difference, percent]).toEqual([null, null, null]);
    }
    // Each partner's own, the totals, and what lies between them.
    const marks = /77001|88002|308004|352008|44004/;
    expect(JSON.stringify((await reports.openReport(built.funder, id)).header)).not.toMatch(marks);
    expect(JSON.stringify((await reports.openReport(built.backbone, id)).header)).toMatch(marks);
  });

  it('suppresses small numbers of what is left, with what is withheld to hide them', async () => {
    const { built, measure } = await build({ code: 'm', ofPeople: true });
    const cells = [each('2024-Q1', 30), each('2024-Q1', 1, 'f'), each('2024-Q1', 29, 'm')].flat();
    await report(room, built, cellsOf('m', cells));
    expect(await read(built.funder, await publishNew(built, [measure], ['FUNDERS']))).toMatchObject({
      ...{ 'm 2024-Q1': '120', 'm 2024-Q1 f': 'SUPPRESSED', 'm 2024-Q1 m': 'SUPPRESSED' },
    });
    await byAgreement(built);
    await agree(room, built, [measure], { breakdowns: [] });
    expect(await read(built.funder, await publishNew(built, [measure], ['FUNDERS']))).toMatchObject({
      ...{ 'm 2024-Q1': '120', 'm 2024-Q1 f': 'WITHHELD', 'm 2024-Q1 m': 'WITHHELD' },
    });
  });
});

describe('a report for anybody', () => {
  it('is open to everybody in the coalition, hides what partners could tell, and takes nothing from other audiences', async () => {
    const { built, measure } = await build({ code: 'm', ofPeople: true, breakdowns: [] });
    // Without the largest partner's own the rest is small: for partners, and so for anybody.
    const cells = codes.map((code, i): ShortCell => [code, '2024-Q1', i === 0 ? '500' : '2']);
    await report(room, built, cellsOf('m', [...cells, ...each('2024-Q2', 90)]));
    // The second quarter hides the first in their year.
    const hidden = { 'm 2024-Q1': 'SUPPRESSED', 'm 2024-Q2': 'SUPPRESSED' };
    const id = await publishNew(built, [measure], ['PUBLIC']);
    for (const actor of [built.partner('b'), built.funder, built.observer]) {
      expect(await read(actor, id)).toEqual(hidden);
    }
    await expect(reports.openReport(built.stranger, id)).rejects.toThrow('No such report');
    await publish(built, id, ['FUNDERS']);
    expect(await read(built.funder, id)).toEqual({ 'm 2024-Q1': '506', 'm 2024-Q2': '360' });
    expect(await read(built.observer, id)).toEqual(hidden);
    await room.get(PublicationsService).withdrawReport(built.backbone, id, 'Wrong');
    await expect(reports.openReport(built.observer, id)).rejects.toThrow(/No such report/);
  });

  it('counts as received by every audience: no later report differs from it by a few people', async () => {
    const { built, measure } = await build({ code: 'm', ofPeople: true, breakdowns: [] });
    await report(room, built, cellsOf('m', each('2024-Q1', 50).slice(0, 3)));
    expect(await read(built.observer, await publishNew(built, [measure], ['PUBLIC']))).toMatchObject({
      'm 2024-Q1': '150',
    });
    await report(room, built, cellsOf('m', [['d', '2024-Q1', '5']]));
    for (const audience of ['FUNDERS', 'COALITION', 'PUBLIC'] as const) {
      const id = await publishNew(built, [measure], [audience]);
      const reader = audience === 'FUNDERS' ? built.funder : built.observer;
      expect(await read(reader, id)).toMatchObject({ 'm 2024-Q1': 'SUPPRESSED' });
    }
  });

  it('is withheld unless the agreement names PUBLIC, which then lets every audience see', async () => {
    const { built, measure } = await build({ code: 'm' });
    await report(room, built, cellsOf('m', each('2024-Q1', 50)));
    await byAgreement(built);
    await agree(room, built, [measure], { audiences: ['FUNDERS', 'COALITION'] });
    expect(await read(built.observer, await publishNew(built, [measure], ['PUBLIC']))).toMatchObject({
      'm 2024-Q1': 'WITHHELD',
    });
    await agree(room, built, [measure], { audiences: ['PUBLIC'] });
    expect(await read(built.observer, await publishNew(built, [measure], ['PUBLIC']))).toMatchObject({
      'm 2024-Q1': '200',
    });
  });
});

it('a coalition that shares by membership publishes as ever, and its reports name no agreement', async () => {
  const { built, measure } = await build({ code: 'm' });
  await report(room, built, cellsOf('m', each('2024-Q1', 50)));
  await agree(room, built, [measure], { grain: 'PARTNER' });
  const id = await publishNew(built, [measure], ['FUNDERS']);
  expect(await read(built.funder, id)).toMatchObject({ 'm 2024-Q1': '200', 'm 2024-Q2': 'NO_DATA' });
  expect((await reports.openReport(built.funder, id)).header).not.toHaveProperty('agreements');
  await expect(reports.openReport(built.observer, id)).rejects.toThrow(/No such report/);
});
