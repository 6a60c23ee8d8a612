import { newId } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { Activity } from './activity.entity.js';
import { OutsidePerspective } from './outside-perspective.entity.js';

const nothing = {
  ...{ skippedAt: null, skipReason: null, fromWhom: null, text: null, receivedAt: null },
  ...{ disposition: null, whatChanged: null, disposedAt: null },
};

/** An invitation of somebody from outside that stands open until it is skipped or answered. */
export async function askForPerspective(
  manager: EntityManager,
  { id: activityId, coalitionId }: Pick<Activity, 'id' | 'coalitionId'>,
  askedAt: Date,
): Promise<OutsidePerspective> {
  const asked = { id: newId(), coalitionId, activityId, askedAt, createdAt: askedAt };
  const perspective = manager.create(OutsidePerspective, { ...asked, ...nothing });
  await manager.insert(OutsidePerspective, perspective);
  return perspective;
}
