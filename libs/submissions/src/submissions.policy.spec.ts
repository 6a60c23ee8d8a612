import type { Actor, HeldRole } from '@keelson/platform';
import { canDecide, canListSubmissions, canSeeSubmission, canSubmitFor } from './submissions.policy.js';

const actor = (...roles: HeldRole[]): Actor => ({
  personId: 'p',
  keyId: null,
  administrator: true,
  scopes: ['READ', 'SUBMIT', 'WRITE'],
  roles,
  requestId: 'r',
});
const backbone: HeldRole = { coalitionId: 'c', role: 'BACKBONE', organizationId: null };
const partner: HeldRole = { coalitionId: 'c', role: 'PARTNER', organizationId: 'o' };
const submission = { coalitionId: 'c', organizationId: 'o' };

describe('who may do what with a submission', () => {
  it.each([
    ['backbone staff', actor(backbone), true, true, true],
    ['its own people', actor(partner), true, true, false],
    ['backbone staff who speak for it', actor(backbone, partner), true, true, false],
    ['another partner', actor({ ...partner, organizationId: 'x' }), false, false, false],
    ['a funder', actor({ coalitionId: 'c', role: 'FUNDER', organizationId: null }), false, false, false],
    ['a partner of another coalition', actor({ ...partner, coalitionId: 'd' }), false, false, false],
    ['an administrator without a role', actor(), false, false, false],
  ])('%s', (_, who, sees, submits, decides) => {
    expect([canSeeSubmission(who, submission), canSubmitFor(who, submission), canDecide(who, submission)]).toEqual([
      sees,
      submits,
      decides,
    ]);
  });

  it('lists them for backbone staff and partners only', () => {
    const funder: HeldRole = { coalitionId: 'c', role: 'FUNDER', organizationId: null };
    const observer: HeldRole = { ...funder, role: 'OBSERVER' };
    const lists = [backbone, partner, funder, observer].map((held) => canListSubmissions(actor(held), 'c'));
    expect(lists).toEqual([true, true, false, false]);
    expect(canListSubmissions(actor(backbone), 'd')).toBe(false);
  });
});
