import { buildConversation, idOf } from '../testing/index.js';
import { ActionItemsService, CommunicationsModule, dayIn, type ActionItemFilter, type NewActionItem } from './index.js';
import { buildCoalition } from '@keelson/coalitions/testing';
import { Forbidden, InvalidState, newId, NotFound, type Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';

let room: TestRoom;
let service: ActionItemsService;
beforeAll(async () => {
  room = await openRoom(CommunicationsModule);
  service = room.get(ActionItemsService);
});
afterAll(() => room.close());

async function start(timeZone = 'UTC') {
  const ours = await buildCoalition(room, undefined, { timeZone });
  const { id: conversationId } = await buildConversation(room, ours);
  return {
    ours,
    add: (input: Partial<NewActionItem> = {}, actor: Actor = ours.backbone) =>
      service.addActionItem(actor, {
        conversationId,
        description: 'Count the buses',
        ownerOrganizationId: idOf(ours, 'b'),
        due: '2026-04-01',
        ...input,
      }),
    listed: async (filter: ActionItemFilter = {}) =>
      (await service.listActionItems(ours.funder, ours.coalition.id, filter, {})).nodes.map(({ due }) => due),
  };
}

describe('action items', () => {
  it('are completed and reopened by their owner and the backbone, each once', async () => {
    const { ours, add } = await start();
    const { id } = await add();
    for (const actor of [ours.partner('b'), ours.backbone]) {
      expect((await service.completeActionItem(actor, id, 'Counted')).doneAt).toBeInstanceOf(Date);
      await expect(service.completeActionItem(actor, id)).rejects.toThrow(InvalidState);
      expect((await service.reopenActionItem(actor, id)).doneAt).toBeNull();
      await expect(service.reopenActionItem(actor, id)).rejects.toThrow(InvalidState);
    }
    for (const actor of [ours.partner('a'), ours.funder]) {
      await expect(service.completeActionItem(actor, id)).rejects.toThrow(Forbidden);
    }
    await expect(service.completeActionItem(ours.stranger, id)).rejects.toThrow(NotFound);
    await expect(service.completeActionItem(ours.backbone, newId())).rejects.toThrow(NotFound);
  });

  it('are overdue by today where the coalition is', async () => {
    // Kiritimati's clock is 25 hours ahead of Pago Pago's, so that there it is always a later day.
    const due = dayIn('Pacific/Pago_Pago');
    const [east, west] = await Promise.all(['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map(start));
    await east!.add({ due });
    await west!.add({ due });
    expect(await east!.listed({ overdue: true })).toEqual([due]);
    expect(await east!.listed({ overdue: false })).toEqual([]);
    expect(await west!.listed({ overdue: true })).toEqual([]);
    expect(await west!.listed({ overdue: false })).toEqual([due]);
  });

  it('are listed by due date and filtered', async () => {
    const { ours, add, listed } = await start();
    const late = await add({ due: '2026-03-20' });
    await add({ due: '2026-03-10', ownerOrganizationId: idOf(ours, 'a') });
    await add({ due: '9999-12-31' });
    await service.completeActionItem(ours.backbone, late.id);
    expect(await listed()).toEqual(['2026-03-10', '2026-03-20', '9999-12-31']);
    expect(await listed({ open: true })).toEqual(['2026-03-10', '9999-12-31']);
    expect(await listed({ open: false })).toEqual(['2026-03-20']);
    expect(await listed({ overdue: true })).toEqual(['2026-03-10']);
    expect(await listed({ organizationIds: [idOf(ours, 'b')] })).toEqual(['2026-03-20', '9999-12-31']);
    const byStranger = service.listActionItems(ours.stranger, ours.coalition.id, {}, {});
    await expect(byStranger).rejects.toThrow(NotFound);
  });

  it('belong to an organization of the coalition, and fall due after the conversation', async () => {
    const { ours, add, listed } = await start();
    const theirs = await start();
    for (const ownerOrganizationId of [idOf(theirs.ours, 'a'), newId()]) {
      await expect(add({ ownerOrganizationId })).rejects.toMatchObject({ field: ['ownerOrganizationId'] });
    }
    await expect(add({ description: ' ', due: '2026-03-01' })).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', field: ['description'] },
        { code: 'OUT_OF_RANGE', field: ['due'] },
      ],
    });
    await expect(add({}, ours.partner('a'))).rejects.toThrow(Forbidden);
    await expect(add({}, theirs.ours.backbone)).rejects.toThrow(NotFound);
    expect(await listed()).toEqual([]);
  });
});
