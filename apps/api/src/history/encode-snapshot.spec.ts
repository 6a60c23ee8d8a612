import { encodeId } from '@keelson/platform';
import { encodeSnapshot } from './encode-snapshot.js';

const a = '0199d5f0-6f3c-7cc0-8000-0000000000aa';
const b = '0199d5f0-6f3c-7cc0-8000-0000000000bb';

describe('ids in snapshots', () => {
  it.each([
    ['id', 'Measure'],
    ['coalitionId', 'Coalition'],
    ['leadOrganizationId', 'Organization'],
    ['successorId', 'Organization'],
    ['toActivityId', 'Activity'],
    ['measureVersionId', 'MeasureVersion'],
    ['basedOnId', 'Agenda'],
    ['supersedesId', 'Decision'],
    ['loggedById', 'Person'],
    ['keyId', 'ApiKey'],
    ['correction', 'Correction'],
  ] as const)('%s is of a %s', (key, type) => {
    expect(encodeSnapshot({ [key]: a }, 'Measure')).toEqual({ [key]: encodeId(type, a) });
  });

  it('are found in lists and at every depth', () => {
    const snapshot = { goalIds: [a, b], assignments: [{ organizationId: a, from: '2024' }], deep: { personId: b } };
    expect(encodeSnapshot(snapshot, 'Activity')).toEqual({
      goalIds: [encodeId('Goal', a), encodeId('Goal', b)],
      assignments: [{ organizationId: encodeId('Organization', a), from: '2024' }],
      deep: { personId: encodeId('Person', b) },
    });
  });

  it('leave everything else as it is', () => {
    const snapshot = {
      code: 'a',
      goalIds: [],
      supersedesId: null,
      organization: 'A',
      count: 2,
      done: false,
      batchId: a,
    };
    expect(encodeSnapshot(snapshot, 'Activity')).toEqual(snapshot);
    expect(encodeSnapshot(null, 'Activity')).toBeNull();
  });
});
