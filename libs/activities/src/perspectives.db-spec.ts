import { buildCoalition } from '@keelson/coalitions/testing';
import { Forbidden, NotFound } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildActiveActivity } from '../testing/index.js';
import { ActivitiesModule, PerspectivesService } from './index.js';

let room: TestRoom;
let perspectives: PerspectivesService;
beforeAll(async () => {
  room = await openRoom(ActivitiesModule);
  perspectives = room.get(PerspectivesService);
});
afterAll(() => room.close());

async function buildAsked() {
  const built = await buildCoalition(room);
  const activity = await buildActiveActivity(room, built);
  const all = () => perspectives.loadPerspectivesOf(built.funder, [activity.id]);
  const [asked, ...others] = await all();
  expect(others).toEqual([]);
  return { built, activity, asked: asked!, all, lead: built.partner('a') };
}

describe('views from outside', () => {
  it('are asked for at the start, and may be skipped, once', async () => {
    const { asked, all, lead } = await buildAsked();
    expect(asked).toMatchObject({ skippedAt: null, receivedAt: null, disposition: null });
    await perspectives.skipPerspective(lead, asked.id, 'We know nobody');
    expect(await all()).toMatchObject([{ skippedAt: expect.any(Date), skipReason: 'We know nobody' }]);
    const refusal = (rule: string) => ({ rule, field: ['id'] });
    await expect(perspectives.skipPerspective(lead, asked.id)).rejects.toMatchObject(refusal('perspective.skipped'));
    const disposing = perspectives.disposeOfPerspective(lead, {
      ...{ id: asked.id, disposition: 'USED', whatChanged: 'All' },
    });
    await expect(disposing).rejects.toMatchObject(refusal('perspective.open'));
  });

  it('are received, and then it is said what came of them', async () => {
    const { activity, asked, all, lead } = await buildAsked();
    const input = { activityId: activity.id, fromWhom: 'A teacher from the next county', text: 'Ask the children.' };
    expect(await perspectives.recordPerspective(lead, input)).toMatchObject({ id: asked.id, text: input.text });
    await expect(perspectives.skipPerspective(lead, asked.id)).rejects.toMatchObject({ rule: 'perspective.received' });
    const empty = { id: asked.id, disposition: 'NOT_USED' as const, whatChanged: ' ' };
    await expect(perspectives.disposeOfPerspective(lead, empty)).rejects.toMatchObject({
      problems: [{ code: 'REQUIRED', field: ['whatChanged'] }],
    });
    await perspectives.disposeOfPerspective(lead, {
      ...empty,
      disposition: 'PARTLY',
      whatChanged: 'We ask the older.',
    });
    const another = await perspectives.recordPerspective(lead, { ...input, text: 'And their parents.' });
    expect(another.id).not.toBe(asked.id);
    expect(await all()).toMatchObject([
      { disposition: 'PARTLY', whatChanged: 'We ask the older.' },
      { disposition: null, text: 'And their parents.' },
    ]);
  });

  it('say who and what, else they are not kept; for staff and the lead only', async () => {
    const { built, activity, asked, all, lead } = await buildAsked();
    const input = { activityId: activity.id, fromWhom: ' ', text: '' };
    await expect(perspectives.recordPerspective(lead, input)).rejects.toMatchObject({
      problems: [{ field: ['fromWhom'] }, { field: ['text'] }],
    });
    const fine = { ...input, fromWhom: 'A neighbour', text: 'Too loud.' };
    for (const actor of [built.partner('b'), built.funder]) {
      await expect(perspectives.recordPerspective(actor, fine)).rejects.toThrow(Forbidden);
      await expect(perspectives.skipPerspective(actor, asked.id)).rejects.toThrow(Forbidden);
    }
    await expect(perspectives.skipPerspective(built.stranger, asked.id)).rejects.toThrow(NotFound);
    expect(await perspectives.loadPerspectives(built.stranger, [asked.id])).toEqual([]);
    expect(await all()).toEqual([asked]);
  });
});
