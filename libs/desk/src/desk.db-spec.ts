import { AgendaModule, InputsService } from '@keelson/agenda';
import { SeatsService } from '@keelson/backbone';
import { buildGroup, buildSteering } from '@keelson/backbone/testing';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { dayIn, deskOf, momentIn } from '../testing/index.js';
import { DeskModule, DeskService, type AttentionFilter, type RuleCode } from './index.js';

let room: TestRoom;
let built: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(DeskModule, AgendaModule);
});
beforeEach(async () => {
  built = await buildCoalition(room);
});
afterAll(() => room.close());

const desk = () => room.get(DeskService);
const silent: AttentionFilter = { rules: ['GROUP_SILENT'] };
/** A year from now every group is silent. */
const later = momentIn(365);
const says = (groupId: string) =>
  room.get(InputsService).recordInput(built.backbone, {
    ...{ coalitionId: built.coalition.id, kind: 'CONCERN', channel: 'MEETING', text: 'The crossing is far.', groupId },
  });
const refusedAt = (field: string, code: string) => ({ problems: [{ field: [field], code }] });

describe('the desk', () => {
  it('is for backbone staff only', async () => {
    const ask = (actor = built.backbone) => desk().attentionItems(actor, built.coalition.id, {}, {});
    const input = { coalitionId: built.coalition.id, key: 'GROUP_SILENT/x/y', until: dayIn(3), reason: 'Later.' };
    for (const actor of [built.partner('a'), built.funder]) {
      await expect(ask(actor)).rejects.toThrow(Forbidden);
      expect(() => desk().snoozeAttentionItem(actor, input)).toThrow(Forbidden);
      expect(() => desk().unsnoozeAttentionItem(actor, input)).toThrow(Forbidden);
    }
    await expect(ask(built.stranger)).rejects.toThrow(NotFound);
    expect(() => desk().snoozeAttentionItem(built.stranger, input)).toThrow(NotFound);
    expect((await ask()).nodes).toEqual([]);
  });

  it('has the most severe first, of these the oldest, in pages both ways, and counts them', async () => {
    const { body, group } = await buildSteering(room, built);
    await room
      .get(SeatsService)
      .addSeat(built.backbone, { bodyId: body.id, title: 'Spare', reservedGroupId: group.id });
    const old = await buildGroup(room, built, 'Old neighbours');
    await room.query(`UPDATE stakeholder_group SET created_at = now() - interval '9 days' WHERE id = $1`, [old.id]);
    const rules: RuleCode[] = ['SEAT_VACANT', 'GROUP_SILENT'];
    const ask = (page: object, filter: AttentionFilter = { rules }) =>
      desk().attentionItems(built.backbone, built.coalition.id, filter, page, later);
    const all = await ask({});
    expect(all.nodes.map(({ severity, title }) => `${severity} ${title}`)).toEqual([
      'HIGH Spare',
      'MEDIUM Old neighbours',
      'MEDIUM Neighbours of the highway',
    ]);
    const seen: string[] = [];
    let after: string | null = null;
    for (let i = 0; i < 3; i++) {
      const page = await ask({ first: 1, after });
      expect(page.pageInfo).toMatchObject({ hasNextPage: i < 2, hasPreviousPage: i > 0 });
      seen.push(page.nodes[0]!.key);
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(all.nodes.map(({ key }) => key));
    const back = await ask({ last: 2, before: after });
    expect(back.nodes.map(({ key }) => key)).toEqual(seen.slice(0, 2));
    expect(await all.totalCount()).toBe(3);
    const spare = all.nodes[0]!.key;
    await desk().snoozeAttentionItem(
      built.backbone,
      {
        coalitionId: built.coalition.id,
        key: spare,
        until: later.toISOString().slice(0, 10),
        reason: 'Elections in May.',
      },
      momentIn(360),
    );
    expect((await ask({})).counts).toEqual([
      { severity: 'HIGH', open: 0, snoozed: 1 },
      { severity: 'MEDIUM', open: 2, snoozed: 0 },
      { severity: 'LOW', open: 0, snoozed: 0 },
    ]);
    const keys = async (filter: AttentionFilter) => (await ask({}, filter)).nodes.map(({ key }) => key);
    expect(await keys({ rules, snoozed: true })).toEqual([spare]);
    expect(await keys({ rules, snoozed: false })).toEqual(seen.slice(1));
    expect(await keys({ rules, severities: ['HIGH'] })).toEqual([spare]);
    expect(await keys({ rules, conditions: ['COMMON_AGENDA'] })).toEqual(seen.slice(1));
    await expect(ask({ first: 101 })).rejects.toMatchObject(refusedAt('first', 'OUT_OF_RANGE'));
  });
});

describe('a snooze', () => {
  const silentGroup = async () => {
    const { id } = await buildGroup(room, built, 'Night workers');
    await room.query(`UPDATE stakeholder_group SET created_at = now() - interval '200 days' WHERE id = $1`, [id]);
    const [item] = await deskOf(room, built, silent);
    return item!;
  };
  const snooze = (key: string, until: string, reason = 'They meet again in spring.', moment?: Date) =>
    desk().snoozeAttentionItem(built.backbone, { coalitionId: built.coalition.id, key, until, reason }, moment);
  const snoozedAt = async (days: number) => (await deskOf(room, built, silent, momentIn(days)))[0]?.snooze ?? null;

  it('lasts up to 30 days, with a reason', async () => {
    const { key } = await silentGroup();
    await expect(snooze(key, dayIn(31))).rejects.toMatchObject(refusedAt('until', 'OUT_OF_RANGE'));
    await expect(snooze(key, dayIn(0))).rejects.toMatchObject(refusedAt('until', 'OUT_OF_RANGE'));
    await expect(async () => snooze(key, dayIn(5), '  ')).rejects.toMatchObject(refusedAt('reason', 'REQUIRED'));
    expect(await snoozedAt(0)).toBeNull();
    const item = await snooze(key, dayIn(30));
    expect(item.snooze).toMatchObject({ until: dayIn(30), reason: 'They meet again in spring.' });
    expect(await snoozedAt(0)).toMatchObject({ until: dayIn(30), byId: built.backbone.personId });
    expect(await snoozedAt(30)).not.toBeNull();
    expect(await snoozedAt(31)).toBeNull();
  });

  it('is a record, as is its end', async () => {
    const { key, subjectId, occurrence } = await silentGroup();
    await snooze(key, dayIn(9));
    await snooze(key, dayIn(3), 'Sooner.');
    await desk().unsnoozeAttentionItem(built.backbone, { coalitionId: built.coalition.id, key });
    expect(await snoozedAt(0)).toBeNull();
    const again = { coalitionId: built.coalition.id, key };
    await expect(desk().unsnoozeAttentionItem(built.backbone, again)).rejects.toMatchObject(
      refusedAt('key', 'INVALID_STATE'),
    );
    const events = await room.query(
      `SELECT verb, reason, after FROM audit_event WHERE subject_id = $1 AND verb LIKE '%snooze%' ORDER BY id`,
      [subjectId],
    );
    const [verb, rule] = ['snoozeAttentionItem', 'GROUP_SILENT'];
    expect(events).toEqual([
      { verb, reason: 'They meet again in spring.', after: { rule, occurrence, until: dayIn(9) } },
      { verb, reason: 'Sooner.', after: { rule, occurrence, until: dayIn(3) } },
      { verb: 'unsnoozeAttentionItem', reason: null, after: { rule, occurrence } },
    ]);
    await snooze(key, dayIn(2));
    expect(await snoozedAt(0)).toMatchObject({ until: dayIn(2) });
  });

  it('ends when the fact does: what opens again is not snoozed', async () => {
    const { key, subjectId } = await silentGroup();
    await snooze(key, dayIn(30));
    const { id } = await says(subjectId);
    expect(await deskOf(room, built, silent)).toEqual([]);
    await expect(snooze(key, dayIn(5))).rejects.toMatchObject(refusedAt('key', 'NOT_FOUND'));
    await room.query(`UPDATE community_input SET received_on = received_on - 181 WHERE id = $1`, [id]);
    const [item] = await deskOf(room, built, silent);
    expect(item).toMatchObject({ subjectId, snooze: null });
    expect(item!.key).not.toBe(key);
  });

  it('is only of what is open in the coalition', async () => {
    const { key } = await silentGroup();
    built = await buildCoalition(room);
    for (const wrong of [key, 'GROUP_SILENT', 'NO_RULE/x/y', '']) {
      await expect(snooze(wrong, dayIn(5))).rejects.toMatchObject(refusedAt('key', 'NOT_FOUND'));
    }
  });
});
