import type { Actor, CoalitionRole } from '@keelson/platform';
import type { Audience } from './report-publication.entity.js';
import { canOpenReport, canPublishReport, canRequestReport, canSeeReport, canSeeReports } from './reports.policy.js';

function actor(role: CoalitionRole, coalitionId = 'ours', overrides: Partial<Actor> = {}): Actor {
  const roles = [{ coalitionId, role, organizationId: null }];
  return { personId: 'p', keyId: null, administrator: true, scopes: [], roles, requestId: 'test', ...overrides };
}
const report = { coalitionId: 'ours', requestedById: 'somebody', requestedByKeyId: null };

describe('reports', () => {
  it.each([
    ['BACKBONE', true, true],
    ['FUNDER', true, false],
    ['PARTNER', false, false],
    ['OBSERVER', false, false],
  ] as const)('may a %s request one: %s; publish one: %s', (role, requests, publishes) => {
    expect(canRequestReport(actor(role), 'ours')).toBe(requests);
    expect(canPublishReport(actor(role), 'ours')).toBe(publishes);
    expect(canSeeReports(actor(role), 'ours')).toBe(true);
  });

  it.each<[CoalitionRole, Audience[], boolean]>([
    ['BACKBONE', [], true],
    ['PARTNER', [], false],
    ['PARTNER', ['FUNDERS'], false],
    ['PARTNER', ['COALITION'], true],
    ['OBSERVER', ['COALITION'], true],
    ['OBSERVER', ['FUNDERS'], false],
    ['FUNDER', ['COALITION'], false],
    ['FUNDER', ['COALITION', 'FUNDERS'], true],
  ])('are for a %s when published to %j: %s', (role, audiences, may) => {
    expect(canOpenReport(actor(role), 'ours', audiences)).toBe(may);
    expect(canSeeReport(actor(role), report, audiences)).toBe(may);
  });

  it.each<[string, Actor, string | null, boolean]>([
    ['the funder who asked', actor('FUNDER'), null, true],
    ['a person whose key asked', actor('FUNDER'), 'k', true],
    ['the key that asked', actor('FUNDER', 'ours', { keyId: 'k' }), 'k', true],
    ['another key of that person', actor('FUNDER', 'ours', { keyId: 'k' }), null, false],
    ['somebody who asked and is a partner only by now', actor('PARTNER'), null, false],
  ])('not published are followed, but not opened, by %s', (_, who, requestedByKeyId, follows) => {
    expect(canSeeReport(who, { ...report, requestedById: 'p', requestedByKeyId }, [])).toBe(follows);
    expect(canOpenReport(who, 'ours', [])).toBe(false);
  });

  it.each(['BACKBONE', 'FUNDER'] as const)('are not for the %s of another coalition', (role) => {
    const stranger = actor(role, 'theirs');
    expect(canRequestReport(stranger, 'ours')).toBe(false);
    expect(canPublishReport(stranger, 'ours')).toBe(false);
    expect(canSeeReports(stranger, 'ours')).toBe(false);
    expect(canSeeReport(stranger, { ...report, requestedById: 'p' }, ['COALITION', 'FUNDERS'])).toBe(false);
  });
});
