import { buildBrief } from '../testing/index.js';
import { BriefingsModule, BriefsService, InsightsService, ResourceLinksService } from './index.js';
import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openRoom(BriefingsModule);
});
beforeEach(async () => {
  ours = await buildCoalition(room);
});
afterAll(() => room.close());

const idOf = (code: string) => ours.organizations.find((one) => one.code === code)!.id;
const rowsOf = (table: string) => room.query(`SELECT FROM ${table} WHERE coalition_id = $1`, [ours.coalition.id]);
const historyOf = (id: string) =>
  room.query('SELECT verb, reason FROM audit_event WHERE subject_id = $1 ORDER BY at', [id]);

describe('a brief', () => {
  it('says all five: an empty other view is refused, and nothing is kept', async () => {
    await expect(buildBrief(room, ours, { otherView: ' ' })).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED', field: ['otherView'] }],
    });
    const empty = { claim: '', source: '\n', uncertain: ' ', otherView: '', asOf: '2999-01-01' };
    await expect(buildBrief(room, ours, empty)).rejects.toMatchObject({
      problems: ['claim', 'source', 'uncertain', 'otherView', 'asOf'].map((field) => ({ field: [field] })),
    });
    expect(await rowsOf('brief')).toEqual([]);
    const brief = await buildBrief(room, ours, { claim: ' Slower cars save lives. ' });
    expect(brief).toMatchObject({ claim: 'Slower cars save lives.', organizationId: null });
  });

  it('is written in the name of those one speaks for, and read by everybody in the coalition', async () => {
    const write = (actor = ours.backbone, organizationId: string | null = null) =>
      room.get(BriefsService).writeBrief(actor, {
        ...{ coalitionId: ours.coalition.id, organizationId, claim: 'C', source: 'S', asOf: '2026-01-01' },
        ...{ uncertain: 'U', otherView: 'O' },
      });
    const { id } = await write(ours.partner('a'), idOf('a'));
    expect(await write(ours.partner('a'))).toMatchObject({ organizationId: idOf('a') });
    const both = { ...ours.partner('a'), roles: [...ours.partner('a').roles, ...ours.partner('b').roles] };
    await expect(write(both)).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', field: ['organizationId'] }] });
    expect(await write(both, idOf('b'))).toMatchObject({ organizationId: idOf('b') });
    expect(await write(ours.backbone, idOf('c'))).toMatchObject({ organizationId: idOf('c') });
    await expect(write(ours.partner('a'), idOf('b'))).rejects.toThrow(Forbidden);
    await expect(write(ours.funder)).rejects.toThrow(Forbidden);
    await expect(write(ours.stranger)).rejects.toThrow(NotFound);
    const theirs = await buildCoalition(room);
    await expect(write(ours.backbone, theirs.organizations[0]!.id)).rejects.toThrow(NotFound);
    expect(await room.get(BriefsService).loadBriefs(ours.funder, [id])).toHaveLength(1);
    expect(await room.get(BriefsService).loadBriefs(theirs.backbone, [id])).toEqual([]);
  });

  it('is withdrawn with a reason, stays where it was, and never changes', async () => {
    const briefs = room.get(BriefsService);
    const { id } = await buildBrief(room, ours);
    const listed = async (withdrawn?: boolean) =>
      (await briefs.listBriefs(ours.funder, ours.coalition.id, { withdrawn }, {})).nodes.map((one) => one.id);
    await expect(briefs.withdrawBrief(ours.backbone, id, ' ')).rejects.toMatchObject({
      problems: [{ field: ['reason'] }],
    });
    await expect(briefs.withdrawBrief(ours.partner('a'), id, 'Mine?')).rejects.toThrow(Forbidden);
    await expect(briefs.withdrawBrief(ours.stranger, id, 'Mine?')).rejects.toThrow(NotFound);
    expect([await listed(), await listed(true)]).toEqual([[id], []]);
    const withdrawn = await briefs.withdrawBrief(ours.backbone, id, 'The source was wrong.');
    expect(withdrawn.withdrawalReason).toBe('The source was wrong.');
    expect([await listed(), await listed(true)]).toEqual([[], [id]]);
    await expect(briefs.withdrawBrief(ours.backbone, id, 'Again')).rejects.toMatchObject({ rule: 'brief.withdrawn' });
    expect(await historyOf(id)).toEqual([
      { verb: 'writeBrief', reason: null },
      { verb: 'withdrawBrief', reason: 'The source was wrong.' },
    ]);
    const rights = await room.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.column_privileges
       WHERE grantee = 'keelson_apps' AND privilege_type = 'UPDATE'
         AND table_name IN ('brief', 'question', 'insight', 'resource_link')`,
    );
    expect(rights.map(({ column }) => column).filter((name) => !/\.(withdraw|answer)/.test(name))).toEqual([]);
    expect(rights).toHaveLength(4 * 4 + 5);
  });

  it('of an organization is withdrawn by its people or the backbone', async () => {
    const insights = room.get(InsightsService);
    const said = { coalitionId: ours.coalition.id, organizationId: idOf('a'), text: 'T', practice: 'P' };
    const [one, other] = [
      await insights.shareInsight(ours.partner('a'), said),
      await insights.shareInsight(ours.partner('a'), said),
    ];
    await expect(insights.withdrawInsight(ours.partner('b'), one.id, 'No')).rejects.toThrow(Forbidden);
    await insights.withdrawInsight(ours.partner('a'), one.id, 'Too early');
    await insights.withdrawInsight(ours.backbone, other.id, 'It names a child');
    expect((await insights.listInsights(ours.funder, ours.coalition.id, {}, {})).nodes).toEqual([]);
  });
});

describe('an insight', () => {
  it('has at most 150 words and one practice', async () => {
    const share = (words: number, practice = 'Ask first') =>
      room.get(InsightsService).shareInsight(ours.backbone, {
        ...{ coalitionId: ours.coalition.id, text: Array.from({ length: words }, () => 'word,').join(' '), practice },
      });
    await expect(share(151)).rejects.toMatchObject({
      problems: [{ code: 'TOO_LONG', field: ['text'], message: expect.stringContaining('151') as unknown }],
    });
    await expect(share(0, ' ')).rejects.toMatchObject({ problems: [{ field: ['text'] }, { field: ['practice'] }] });
    expect(await rowsOf('insight')).toEqual([]);
    await share(150);
    expect(await rowsOf('insight')).toHaveLength(1);
  });
});

describe('a resource link', () => {
  it('leads to a page of the web', async () => {
    const add = (url: string) =>
      room.get(ResourceLinksService).addResourceLink(ours.backbone, {
        ...{ coalitionId: ours.coalition.id, title: 'Guide', url, note: ' ' },
      });
    for (const url of ['', 'guide', 'javascript:alert(1)', 'file:///etc/passwd', 'https://me:secret@example.org/']) {
      await expect(add(url)).rejects.toMatchObject({ problems: [{ code: 'INVALID', field: ['url'] }] });
    }
    expect(await rowsOf('resource_link')).toEqual([]);
    expect(await add(' https://example.org/guide ')).toMatchObject({ url: 'https://example.org/guide', note: null });
  });
});
