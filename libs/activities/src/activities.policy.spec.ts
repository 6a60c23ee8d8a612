import type { Actor, CoalitionRole } from '@keelson/platform';
import { canChangeActivity, canCommitResource, canLeadActivity, canSeeActivities } from './activities.policy.js';

function actor(role?: CoalitionRole, organizationId: string | null = null): Actor {
  const roles = role ? [{ coalitionId: 'ours', role, organizationId }] : [];
  return { personId: 'p', keyId: null, administrator: true, scopes: [], roles, requestId: 'r' };
}
const activity = { coalitionId: 'ours', leadOrganizationId: 'a' };

describe('who may do what with activities', () => {
  it.each([
    ['backbone staff', actor('BACKBONE'), true, true],
    ['the lead organization', actor('PARTNER', 'a'), true, true],
    ['another partner', actor('PARTNER', 'b'), true, false],
    ['a funder, even for the same organization', actor('FUNDER', 'a'), true, false],
    ['an observer', actor('OBSERVER', 'a'), true, false],
    ['a stranger', actor(), false, false],
  ])('%s', (_, who, sees, changes) => {
    expect(canSeeActivities(who, 'ours')).toBe(sees);
    expect(canSeeActivities(who, 'theirs')).toBe(false);
    expect(canLeadActivity(who, 'ours', 'a')).toBe(changes);
    expect(canChangeActivity(who, activity)).toBe(changes);
    expect(canChangeActivity(who, { ...activity, coalitionId: 'theirs' })).toBe(false);
    expect(canCommitResource(who, 'ours', 'a')).toBe(changes);
  });

  it('lets a partner commit its own resources to an activity that another organization leads', () => {
    expect(canCommitResource(actor('PARTNER', 'b'), 'ours', 'b')).toBe(true);
  });
});
