import { buildActor } from '@keelson/platform/testing';
import { canLeadAgenda, canPledge, canSeeAgenda } from './agenda.policy.js';

const held = (role: 'BACKBONE' | 'PARTNER' | 'FUNDER' | 'OBSERVER', organizationId: string | null = null) =>
  buildActor([{ coalitionId: 'ours', role, organizationId }]);
const everybody = {
  BACKBONE: held('BACKBONE'),
  PARTNER: held('PARTNER', 'a'),
  FUNDER: held('FUNDER'),
  OBSERVER: held('OBSERVER'),
  stranger: buildActor([{ coalitionId: 'theirs', role: 'BACKBONE', organizationId: null }]),
};

it.each([
  ['BACKBONE', true, true, true, false, false],
  ['PARTNER', false, true, false, true, false],
  ['FUNDER', false, true, false, false, false],
  ['OBSERVER', false, true, false, false, false],
  ['stranger', false, false, false, false, false],
] as const)('%s: sees drafts %s, sees proposals %s, leads %s, pledges for a %s, for b %s', (who, ...expected) => {
  const actor = everybody[who];
  expect([
    canSeeAgenda(actor, { coalitionId: 'ours', state: 'DRAFT' }),
    canSeeAgenda(actor, { coalitionId: 'ours', state: 'PROPOSED' }),
    canLeadAgenda(actor, 'ours'),
    canPledge(actor, 'ours', 'a'),
    canPledge(actor, 'ours', 'b'),
  ]).toEqual(expected);
});
