import type { CoalitionRole } from '@keelson/platform';
import { buildActor } from '@keelson/platform/testing';
import { canSeeFigures, canSeeSmallFigures } from './aggregation.policy.js';

it.each<[CoalitionRole, boolean, boolean]>([
  ['BACKBONE', true, true],
  ['PARTNER', true, false],
  ['FUNDER', false, false],
  ['OBSERVER', false, false],
])('a %s sees live figures: %s; also those of few organizations: %s', (role, sees, seesSmall) => {
  const actor = buildActor([{ coalitionId: 'ours', role, organizationId: null }]);
  expect([canSeeFigures(actor, 'ours'), canSeeSmallFigures(actor, 'ours')]).toEqual([sees, seesSmall]);
  expect([canSeeFigures(actor, 'theirs'), canSeeSmallFigures(actor, 'theirs')]).toEqual([false, false]);
});
