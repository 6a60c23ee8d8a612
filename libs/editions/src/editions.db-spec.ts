import { Forbidden, InvalidInput, InvalidState, NotFound, type Actor } from '@keelson/platform';
import { buildActor, type TestRoom } from '@keelson/platform/testing';
import { joinCoalition } from '@keelson/coalitions/testing';
import { ReportCompiler, ReportsService } from '@keelson/reports';
import { buildReportedCoalition, openReportsRoom, type ReportedCoalition } from '@keelson/reports/testing';
import { DefinitionsService, DueEditions, EditionsModule, SchedulesService, type DefinitionContent } from './index.js';

let room: TestRoom;
let built: ReportedCoalition;
let definitions: DefinitionsService;
let schedules: SchedulesService;
let staff: Actor;
let content: DefinitionContent;
let count = 0;
beforeAll(async () => {
  room = await openReportsRoom(EditionsModule);
  built = await buildReportedCoalition(room);
  definitions = room.get(DefinitionsService);
  schedules = room.get(SchedulesService);
  // The worker looks the roles of whoever set a schedule up in the tables.
  staff = await joinCoalition(room, built, { role: 'BACKBONE' });
  content = { title: 'Road safety', audiences: ['FUNDERS'], frequency: 'YEAR', lastPeriods: 2 };
});
afterAll(() => room.close());

const define = (changes: Partial<DefinitionContent> = {}) =>
  definitions.defineReport(staff, built.coalition.id, { code: `yearly-${++count}`, ...content, ...changes });
const monthly = { time: '06:00', daysOfMonth: [1] };
const makeDue = (id: string, moment: string) =>
  room.query(`UPDATE report_schedule SET next_at = $2 WHERE id = $1`, [id, moment]);
const due = () => room.getOfWorker(DueEditions).makeDueEditions();
const editionsOf = (id: string) => schedules.editionsOf(staff, [id]);
const faultsOf = async (changes: Partial<DefinitionContent>) => {
  const error: unknown = await define(changes).catch((thrown: unknown) => thrown);
  return error instanceof InvalidInput ? error.problems.map(({ field, code }) => `${field.join('.')} ${code}`) : error;
};

describe('a report definition', () => {
  it('keeps its versions, and an edition the number of its own', async () => {
    const { id } = await define();
    const first = await schedules.requestEdition(staff, id);
    await definitions.changeDefinition(staff, id, { ...content, title: 'Roads', lastPeriods: 3 }, 'A third year');
    const second = await schedules.requestEdition(staff, id);
    expect(await definitions.versionsOf(staff, [id])).toMatchObject([
      { number: 2, title: 'Roads', lastPeriods: 3, reason: 'A third year' },
      { number: 1, title: 'Road safety', lastPeriods: 2, reason: null },
    ]);
    expect(await editionsOf(id)).toMatchObject([
      { number: 2, version: 2, reportId: second.id, scheduleId: null },
      { number: 1, version: 1, reportId: first.id, dueAt: null },
    ]);
    const lastYear = String(new Date().getUTCFullYear() - 1);
    expect([first.title, first.lastPeriod, second.title]).toEqual(['Road safety', lastYear, 'Roads']);
  });

  it('freezes what people say in the report', async () => {
    const { deaths } = built.measures;
    const narrative = [
      { kind: 'SUMMARY', measureId: null, text: 'Fewer than before.' },
      { kind: 'WHAT_WORKS', measureId: deaths.id, text: 'Speed bumps.' },
    ] as const;
    const { id } = await define({
      firstPeriod: '2023',
      lastPeriod: '2024',
      lastPeriods: null,
      narrative: [...narrative],
    });
    const { id: reportId, coalitionId } = await schedules.requestEdition(staff, id);
    await room.getOfWorker(ReportCompiler).compileReport({ reportId, coalitionId }, { last: false });
    const { header } = await room.get(ReportsService).openReport(staff, reportId);
    expect(header.narrative).toEqual([
      { kind: 'SUMMARY', measure: null, text: 'Fewer than before.' },
      { kind: 'WHAT_WORKS', measure: 'deaths', text: 'Speed bumps.' },
    ]);
  });

  it.each<[string, Partial<DefinitionContent>, string[]]>([
    ['no audience', { audiences: [] }, ['audiences REQUIRED']],
    ['no periods', { lastPeriods: null }, ['lastPeriods REQUIRED']],
    ['two kinds of periods', { firstPeriod: '2023', lastPeriod: '2024' }, ['lastPeriods INVALID']],
    ['no period at all', { lastPeriods: 0 }, ['lastPeriods OUT_OF_RANGE']],
    [
      'a last period before the first',
      { lastPeriods: null, firstPeriod: '2024', lastPeriod: '2023' },
      ['lastPeriod OUT_OF_RANGE'],
    ],
    [
      'quarters of a year from April',
      { frequency: 'QUARTER', yearStartsIn: 4 },
      ['yearStartsIn INVALID', 'measureIds NOTHING_TO_REPORT'],
    ],
    ['a breakdown that nobody declares', { breakdowns: [['shoe']] }, ['breakdowns.0 UNDECLARED_BREAKDOWN']],
    ['an empty section', { narrative: [{ kind: 'SUMMARY', text: ' ' }] }, ['narrative.0.text REQUIRED']],
    [
      'the same section twice',
      {
        narrative: [
          { kind: 'SUMMARY', text: 'a' },
          { kind: 'SUMMARY', text: 'b' },
        ],
      },
      ['narrative.1 DUPLICATE'],
    ],
    [
      'a section about a strange measure',
      { narrative: [{ kind: 'SUMMARY', measureId: '00000000-0000-7000-8000-000000000000', text: 'a' }] },
      ['narrative.0.measureId UNKNOWN_MEASURE'],
    ],
  ])('with %s is refused and leaves nothing', async (_, changes, faults) => {
    const before = await room.query('SELECT count(*) FROM report_definition');
    expect(await faultsOf(changes)).toEqual(faults);
    expect(await room.query('SELECT count(*) FROM report_definition')).toEqual(before);
  });

  it('over a retired measure is refused', async () => {
    const { rate } = built.measures;
    await room.query('UPDATE measure SET retired_at = now() WHERE id = $1', [rate.id]);
    expect(await faultsOf({ measureIds: [rate.id] })).toEqual(['measureIds.0 INVALID_STATE']);
    await room.query('UPDATE measure SET retired_at = NULL WHERE id = $1', [rate.id]);
  });

  it('ends with its schedules when it is retired', async () => {
    const { id } = await define();
    const schedule = await schedules.scheduleReport(staff, id, monthly);
    await definitions.retireDefinition(staff, id, 'Nobody reads it');
    expect(await schedules.loadSchedules(staff, [schedule.id])).toMatchObject([
      { nextAt: null, endReason: 'Nobody reads it' },
    ]);
    await expect(schedules.requestEdition(staff, id)).rejects.toThrow(InvalidState);
  });

  it('is not for partners, funders or strangers', async () => {
    const { id, coalitionId } = await define();
    for (const actor of [built.partner('a'), built.funder]) {
      expect(await definitions.loadDefinitions(actor, [id])).toEqual([]);
      await expect(schedules.requestEdition(actor, id)).rejects.toThrow(Forbidden);
      await expect(schedules.previewRule(actor, coalitionId, monthly)).rejects.toThrow(Forbidden);
    }
    await expect(schedules.requestEdition(buildActor([]), id)).rejects.toThrow(NotFound);
  });
});

describe('a schedule', () => {
  it('makes one edition for a moment, however many workers ask', async () => {
    const { id } = await define();
    const schedule = await schedules.scheduleReport(staff, id, monthly);
    await due();
    expect(await editionsOf(id)).toEqual([]);
    await makeDue(schedule.id, '2026-11-01T06:00:00Z');
    await Promise.all([due(), due(), due()]);
    expect(await editionsOf(id)).toMatchObject([{ number: 1, scheduleId: schedule.id }]);
    const [{ nextAt } = { nextAt: null }] = await schedules.loadSchedules(staff, [schedule.id]);
    expect(nextAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it('makes the latest edition of those that were missed', async () => {
    const { id } = await define();
    const { id: scheduleId } = await schedules.scheduleReport(staff, id, {
      time: '06:00',
      daysOfMonth: [1],
      months: [1],
    });
    await makeDue(scheduleId, '2020-01-01T06:00:00Z');
    await due();
    const [edition, ...others] = await editionsOf(id);
    expect(others).toEqual([]);
    expect(edition?.dueAt?.toISOString().slice(0, 10)).toBe(`${new Date().getUTCFullYear()}-01-01`);
  });

  it('ends, and says why, when whoever set it may not request reports any more', async () => {
    const gone = await joinCoalition(room, built, { role: 'BACKBONE' });
    const { id } = await define();
    const { id: scheduleId } = await schedules.scheduleReport(gone, id, monthly);
    await room.query('DELETE FROM role_grant WHERE person_id = $1', [gone.personId]);
    await makeDue(scheduleId, '2026-11-01T06:00:00Z');
    await due();
    expect(await editionsOf(id)).toEqual([]);
    const [ended] = await schedules.loadSchedules(staff, [scheduleId]);
    expect(ended?.endReason).toMatch(/^It could make no edition any more\./);
  });

  it('ends with a reason, once', async () => {
    const { id } = await define();
    const schedule = await schedules.scheduleReport(staff, id, monthly);
    await schedules.endSchedule(staff, schedule.id, 'Too often');
    await expect(schedules.endSchedule(staff, schedule.id, 'Again')).rejects.toThrow(InvalidState);
  });

  it('shows its next five moments', async () => {
    const moments = await schedules.previewRule(staff, built.coalition.id, monthly);
    expect(moments.map((moment) => moment.getUTCDate())).toHaveLength(5);
    const { id } = await define();
    const schedule = await schedules.scheduleReport(staff, id, monthly);
    expect((await schedules.nextOf(staff, [schedule]))(schedule)).toEqual(moments);
  });
});
