import type { Actor, CoalitionRole } from '@keelson/platform';
import { canRequestReport, canSeeReports } from './reports.policy.js';

function actor(role: CoalitionRole, coalitionId = 'ours'): Actor {
  const roles = [{ coalitionId, role, organizationId: null }];
  return { personId: 'p', keyId: null, administrator: true, scopes: [], roles, requestId: 'test' };
}

describe('reports', () => {
  it.each([
    ['BACKBONE', true],
    ['FUNDER', true],
    ['PARTNER', false],
    ['OBSERVER', false],
  ] as const)('may a %s request one: %s; see one: true', (role, may) => {
    expect(canRequestReport(actor(role), 'ours')).toBe(may);
    expect(canSeeReports(actor(role), 'ours')).toBe(true);
  });

  it.each(['BACKBONE', 'FUNDER'] as const)('are not for the %s of another coalition', (role) => {
    expect(canRequestReport(actor(role, 'theirs'), 'ours')).toBe(false);
    expect(canSeeReports(actor(role, 'theirs'), 'ours')).toBe(false);
  });
});
