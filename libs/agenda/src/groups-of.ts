import { StakeholderGroup } from '@keelson/backbone';
import { IsNull, type EntityManager } from 'typeorm';

/** The groups that a coalition speaks of today. */
export function groupsOf(manager: EntityManager, coalitionId: string): Promise<StakeholderGroup[]> {
  return manager.find(StakeholderGroup, { where: { coalitionId, retiredAt: IsNull() }, order: { name: 'ASC' } });
}
