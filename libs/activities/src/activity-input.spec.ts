import { applyChanges, problemsOf } from './activity-input.js';
import type { Activity } from './activity.entity.js';

function activity(overrides: Partial<Activity> = {}): Activity {
  return {
    id: 'id',
    coalitionId: 'ours',
    title: 'Night shelter',
    description: 'Beds',
    kind: 'PROGRAM',
    leadOrganizationId: 'a',
    partnerOrganizationIds: ['b'],
    goalIds: ['g'],
    strategyIds: [],
    measureIds: ['m'],
    isCore: false,
    changeLevel: null,
    beyondExisting: null,
    groupIds: [],
    place: null,
    requiredCapabilities: [],
    budget: null,
    currency: null,
    inKind: null,
    startDate: '2026-01-01',
    endDate: null,
    status: 'PLANNED',
    statusReason: null,
    statusSince: new Date(0),
    createdAt: new Date(0),
    ...overrides,
  };
}

describe('an activity as it is given', () => {
  it('says everything that is wrong with it at once', () => {
    const wrong = activity({
      title: ' ',
      partnerOrganizationIds: ['b', 'a', 'b'],
      goalIds: ['g', 'g'],
      endDate: '2025-12-31',
    });
    expect(problemsOf(wrong).map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['REQUIRED', 'title'],
      ['DUPLICATE', 'partnerOrganizationIds.2'],
      ['DUPLICATE', 'goalIds.1'],
      ['DUPLICATE', 'partnerOrganizationIds.1'],
      ['OUT_OF_RANGE', 'endDate'],
    ]);
  });

  it('finds nothing wrong with one that ends on its first day', () => {
    expect(problemsOf(activity({ endDate: '2026-01-01' }))).toEqual([]);
  });

  it('changes what is given, empties what is given as null or as an empty list, keeps the rest', () => {
    const changed = activity();
    applyChanges(changed, { title: 'Day shelter', description: null, goalIds: [], startDate: null, kind: null });
    expect(changed).toEqual(activity({ title: 'Day shelter', description: null, goalIds: [], startDate: null }));
  });
});
