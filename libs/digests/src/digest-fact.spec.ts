import { buildActor } from '@keelson/platform/testing';
import type { CoalitionRole } from '@keelson/platform';
import { contentFor, mostItems, type DigestFact } from './digest-fact.js';

const coalitionId = 'c';
const member = (role: CoalitionRole, organizationId: string | null = null, follows: string[] = []) => ({
  actor: buildActor([{ coalitionId, role, organizationId }], { personId: 'me' }),
  follows,
});
const fact = (more: Partial<DigestFact> = {}): DigestFact => ({
  ...{ part: 'CHANGED', kind: 'CHANGED', subjectType: 'Activity', subjectId: 's', title: 'T', on: null, details: [] },
  ...{ roles: null, audiences: null, organizationIds: ['a'], personIds: null, ofBackbone: true, keys: [], by: [] },
  ...more,
});
const isTold = (who: ReturnType<typeof member>, one: DigestFact) => contentFor(who, coalitionId, [one]) !== null;

describe('what a member is told', () => {
  it('concerns their organizations, or everybody, or what they follow, or backbone staff', () => {
    expect(isTold(member('PARTNER', 'a'), fact())).toBe(true);
    expect(isTold(member('PARTNER', 'b'), fact())).toBe(false);
    expect(isTold(member('BACKBONE'), fact())).toBe(true);
    expect(isTold(member('BACKBONE'), fact({ ofBackbone: false }))).toBe(false);
    expect(isTold(member('OBSERVER'), fact({ organizationIds: null }))).toBe(true);
    expect(isTold(member('OBSERVER', null, ['Goal g1']), fact({ keys: ['Activity s', 'Goal g1'] }))).toBe(true);
    expect(isTold(member('PARTNER', 'b'), fact({ personIds: ['me'] }))).toBe(true);
  });

  it('is never more than their roles let them see, whatever it concerns', () => {
    const closed = fact({ roles: ['BACKBONE', 'PARTNER'], organizationIds: null, keys: ['Measure m'] });
    expect(isTold(member('FUNDER', null, ['Measure m']), closed)).toBe(false);
    expect(isTold(member('PARTNER', 'b'), closed)).toBe(true);
    // An organization of theirs in another role.
    expect(isTold(member('FUNDER', 'a'), fact())).toBe(false);
    const elsewhere = {
      actor: buildActor([{ coalitionId: 'd', role: 'BACKBONE', organizationId: null }]),
      follows: [],
    };
    expect(isTold(elsewhere, fact({ roles: ['BACKBONE'], organizationIds: null }))).toBe(false);
  });

  it.each([
    ['FUNDER', ['FUNDERS'], true],
    ['FUNDER', ['COALITION'], false],
    ['PARTNER', ['FUNDERS'], false],
    ['PARTNER', ['COALITION'], true],
    ['OBSERVER', ['PUBLIC'], true],
    ['BACKBONE', ['FUNDERS'], true],
  ] as const)('to a %s of a report to %s: %s', (role, audiences, told) => {
    const report = fact({ part: 'REPORTS', kind: 'PUBLISHED', audiences: [...audiences], organizationIds: null });
    expect(isTold(member(role, role === 'PARTNER' ? 'a' : null), report)).toBe(told);
  });

  it('is not what they alone did themselves', () => {
    expect(isTold(member('PARTNER', 'a'), fact({ by: ['me'] }))).toBe(false);
    expect(isTold(member('PARTNER', 'a'), fact({ by: ['me', 'other'] }))).toBe(true);
  });

  it('is in the order of the parts, at most twenty of each, with how many more there are', () => {
    const facts = Array.from({ length: 25 }, (_, i) => fact({ subjectId: `s${i}` }));
    const asked = fact({ part: 'ASKED', kind: 'PLEDGE' });
    const content = contentFor(member('PARTNER', 'a'), coalitionId, [...facts, asked]);
    expect(content?.sections.map(({ part, items, more }) => [part, items.length, more])).toEqual([
      ['ASKED', 1, 0],
      ['CHANGED', mostItems, 5],
    ]);
    expect(Object.keys(content!.sections[0]!.items[0]!).sort()).toEqual(
      ['details', 'kind', 'on', 'subjectId', 'subjectType', 'title'].sort(),
    );
  });
});
