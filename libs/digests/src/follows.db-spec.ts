import { buildActivity } from '@keelson/activities/testing';
import { DraftingService } from '@keelson/agenda';
import { buildAgenda } from '@keelson/agenda/testing';
import { buildCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound, type Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { buildToldCoalition, openDigestsRoom, type ToldCoalition } from '../testing/index.js';
import { FollowsService } from './index.js';

let room: TestRoom;
let ours: ToldCoalition;
beforeAll(async () => {
  room = await openDigestsRoom();
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  ours = await buildToldCoalition(room);
}, 60_000);

describe('what somebody follows', () => {
  const follows = () => room.get(FollowsService);

  it('is told to them, by whoever it is done', async () => {
    const agenda = await buildAgenda(room, ours);
    const [goal] = await room.query<{ id: string }>('SELECT id FROM goal WHERE agenda_id = $1', [agenda.id]);
    const bridge = await buildActivity(room, ours, { title: 'A bridge' });
    const tunnel = await buildActivity(room, ours, { title: 'A tunnel', goalIds: [goal!.id] });
    await buildActivity(room, ours, { title: 'A road' });
    await follows().follow(ours.people.observer, 'Activity', bridge.id);
    await follows().follow(ours.people.observer, 'Activity', bridge.id);
    await follows().follow(ours.people.funder, 'Goal', goal!.id);
    await ours.compile();
    const changed = async (who: Actor) => (await ours.linesOf(who)).filter((line) => /\| NEW/.test(line));
    expect(await changed(ours.people.observer)).toEqual(['CHANGED | A bridge | NEW']);
    expect(await changed(ours.people.funder)).toEqual([`CHANGED | ${tunnel.title} | NEW`]);
    const { nodes } = await follows().listFollows(ours.people.observer, ours.coalition.id, {});
    expect(nodes).toMatchObject([{ activityId: bridge.id, measureId: null, goalId: null }]);
    await follows().unfollow(ours.people.observer, 'Activity', bridge.id);
    await follows().unfollow(ours.people.observer, 'Activity', bridge.id);
    expect((await follows().listFollows(ours.people.observer, ours.coalition.id, {})).nodes).toEqual([]);
  }, 60_000);

  it('is what they may see, and theirs alone', async () => {
    const draft = await room.get(DraftingService).draftAgenda(ours.backbone, ours.coalition.id, {
      goals: [{ code: 'g', statement: 'A goal', horizon: '2030', task: 'Count', taskDue: '2027-01-01' }],
    });
    const [goal] = await room.query<{ id: string }>('SELECT id FROM goal WHERE agenda_id = $1', [draft.id]);
    await expect(follows().follow(ours.people.a, 'Goal', goal!.id)).rejects.toThrow(NotFound);
    const other = await buildCoalition(room);
    const theirs = await buildActivity(room, other);
    await expect(follows().follow(ours.people.a, 'Activity', theirs.id)).rejects.toThrow(NotFound);
    const mine = await buildActivity(room, ours);
    await expect(follows().follow({ ...ours.people.a, keyId: mine.id }, 'Activity', mine.id)).rejects.toThrow(
      Forbidden,
    );
  });
});
