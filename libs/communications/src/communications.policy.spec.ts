import type { Actor, CoalitionRole } from '@keelson/platform';
import { canEditConversation, canLogConversation, canReadNotes } from './communications.policy.js';

const actor = (role: CoalitionRole, organizationId: string | null = null, coalitionId = 'ours'): Actor => ({
  personId: 'me',
  keyId: null,
  administrator: false,
  scopes: [],
  roles: [{ coalitionId, role, organizationId }],
  requestId: 'test',
});
const backbone = actor('BACKBONE');
const partner = actor('PARTNER', 'a');
const others = [actor('FUNDER'), actor('OBSERVER'), actor('BACKBONE', null, 'theirs'), actor('PARTNER', 'a', 'theirs')];

describe('communications policy', () => {
  it('lets a partner log only conversations that its organization hosts or takes part in', () => {
    expect(canLogConversation(partner, 'ours', ['b', 'a'])).toBe(true);
    expect(canLogConversation(partner, 'ours', ['b'])).toBe(false);
    expect(canLogConversation(partner, 'ours', [])).toBe(false);
    expect(canLogConversation(backbone, 'ours', ['b'])).toBe(true);
    others.forEach((one) => expect(canLogConversation(one, 'ours', ['a'])).toBe(false));
  });

  it('lets a person edit what that person logged, while it still speaks for one of the organizations', () => {
    const conversation = { coalitionId: 'ours', loggedById: 'me', organizationIds: ['a'] };
    expect(canEditConversation(partner, conversation)).toBe(true);
    expect(canEditConversation(partner, { ...conversation, loggedById: 'a colleague' })).toBe(false);
    expect(canEditConversation(partner, { ...conversation, organizationIds: ['b'] })).toBe(false);
    expect(canEditConversation(backbone, { ...conversation, loggedById: 'somebody' })).toBe(true);
    others.forEach((one) => expect(canEditConversation(one, conversation)).toBe(false));
  });

  it('shows notes to backbone and partners only', () => {
    expect([backbone, partner].map((one) => canReadNotes(one, 'ours'))).toEqual([true, true]);
    others.forEach((one) => expect(canReadNotes(one, 'ours')).toBe(false));
  });
});
