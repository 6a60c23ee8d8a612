import { choosePartners, type PartnerCell } from './choose-partners.js';

const cell = (organizationId: string, number: number | number[], rest: Partial<PartnerCell> = {}): PartnerCell => ({
  ...{
    organizationId,
    year: '2024',
    period: '2024-01',
    numbers: [number].flat(),
    shared: true,
    must: false,
    known: false,
  },
  ...rest,
});
const people = { threshold: 11, insiders: false };
const unshared = { shared: false };
const seen = (cells: PartnerCell[], circle: Parameters<typeof choosePartners>[1]) =>
  [...choosePartners(cells, circle)].map((one) => one.split(' ')[0]);

describe('figures of partners that are shared', () => {
  it('are all shown where nothing is small and nobody is left out', () => {
    expect(seen([cell('a', 20), cell('b', 30), cell('c', 0)], people)).toEqual(['a', 'b', 'c']);
  });

  it('leave at least two whose figures are not shared, three before partners; the smallest joins them', () => {
    const amounts = { threshold: null, insiders: false };
    const cells = [cell('a', 20), cell('b', 30), cell('c', 5, unshared), cell('d', 40)];
    expect(seen(cells, amounts)).toEqual(['b', 'd']);
    expect(seen(cells, { ...amounts, insiders: true })).toEqual(['d']);
    expect(seen([...cells, cell('e', 1, unshared)], amounts)).toEqual(['a', 'b', 'd']);
  });

  it('of people leave the threshold: a small one takes others with it until together they reach it', () => {
    const cells = [cell('a', 3), cell('b', 12), cell('c', 15), cell('d', 100), cell('e', 200)];
    expect(seen(cells, people)).toEqual(['c', 'd', 'e']);
    // Whoever is the largest of those left out knows the rest of them.
    expect(seen(cells, { ...people, insiders: true })).toEqual(['d', 'e']);
  });

  it('of a ratio are small by numerator, denominator or what is between', () => {
    const cells = [cell('a', [50, 53, 3]), cell('b', [40, 80, 40]), cell('c', [50, 100, 50]), cell('d', [70, 140, 70])];
    expect(seen(cells, people)).toEqual(['c', 'd']);
  });

  it('are shown for all of a year or for none of it', () => {
    const cells = ['2024-01', '2024-02'].flatMap((period, i) => [
      ...[cell('a', i === 0 ? 3 : 90, { period }), cell('b', 30, { period })],
      ...[cell('c', 40, { period }), cell('d', 50, { period })],
    ]);
    expect(seen(cells, people)).toEqual(['c', 'd']);
    expect(seen([...cells, cell('a', 90, { year: '2025', period: '2025-01' })], people)).toEqual(['c', 'd', 'a']);
  });

  it('stay hidden by what was told before, and what is known hides nobody', () => {
    const cells = [cell('a', 50, { must: true }), cell('b', 30), cell('c', 40), cell('d', 60)];
    expect(seen(cells, people)).toEqual(['c', 'd']);
    // b was shown once: it is no cover for a.
    const told = [cell('a', 50, unshared), cell('b', 30, { ...unshared, known: true }), cell('c', 40), cell('d', 60)];
    expect(seen(told, people)).toEqual(['d']);
  });

  it('are not shown at all where there is no way', () => {
    expect(seen([cell('a', 3), cell('b', 4)], people)).toEqual([]);
    expect(seen([cell('a', 20), cell('b', 20, unshared)], people)).toEqual([]);
  });
});
