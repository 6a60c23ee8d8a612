import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { CommitmentMovesService, CommitmentsService, type Commitment, type NewCommitment } from '../src/index.js';

export const farDay = '2999-12-31';

/** A task of organization "a" for "b", due in the far future and offered by the backbone, unless told otherwise. */
export function buildCommitment(
  room: TestRoom,
  built: BuiltCoalition,
  overrides: Partial<NewCommitment> = {},
  actor: Actor = built.backbone,
): Promise<Commitment> {
  const [a, b] = built.organizations;
  return room.get(CommitmentsService).offerCommitment(actor, {
    ...{ coalitionId: built.coalition.id, kind: 'TASK', title: 'Order helmets', dueOn: farDay },
    ...{ holderOrganizationIds: [a!.id], counterpartOrganizationId: b!.id },
    ...overrides,
  });
}

/** The same, accepted by all its holders. */
export async function buildAccepted(
  room: TestRoom,
  built: BuiltCoalition,
  overrides: Partial<NewCommitment> = {},
): Promise<Commitment> {
  let commitment = await buildCommitment(room, built, overrides);
  for (const id of commitment.holderOrganizationIds) {
    commitment = await room.get(CommitmentMovesService).acceptCommitment(built.backbone, commitment.id, id);
  }
  return commitment;
}

/** Moves its date, which no verb moves into the past. */
export async function letPass(room: TestRoom, id: string, dueOn: string): Promise<void> {
  await room.query('UPDATE commitment SET due_on = $2 WHERE id = $1', [id, dueOn]);
}
