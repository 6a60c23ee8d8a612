import { judgeBand } from './judge-band.js';
import type { PeerNumbersRow } from './peer-numbers.sql.js';

const row = (changes: Partial<PeerNumbersRow>): PeerNumbersRow => ({
  ...{ start: '2024-01-01', own: '50', peers: 5, of_people: false, number_kind: 'AMOUNT' },
  ...{ lower: '18.66', median: '31.5', upper: '40.9', ...changes },
});
const none = (missing: string) => ({ lower: null, median: null, upper: null, missing });

describe('the band of peers', () => {
  it.each([
    ['18.66', '31.5', '40.9', '20', '30', '40'],
    ['1866', '3150', '4090', '2000', '3000', '4000'],
    ['0.021', '0.034', '0.041', '0.02', '0.035', '0.04'],
    ['-41', '0', '12', '-40', '0', '10'],
  ])('is rounded to steps of a twentieth of its largest bound: %s, %s, %s', (lower, median, upper, ...shown) => {
    const { lower: low, median: middle, upper: high, missing } = judgeBand(row({ lower, median, upper }), 11);
    expect([low, middle, high, missing]).toEqual([...shown, null]);
  });

  it('has whole bounds for a count', () => {
    const told = judgeBand(row({ number_kind: 'COUNT', lower: '1.33', median: '2.5', upper: '4' }), 11);
    expect(told).toEqual({ lower: '1', median: '3', upper: '4', missing: null });
  });

  it.each([
    ['NO_OWN_NUMBER', { own: null }],
    ['TOO_FEW_PEERS', { peers: 4 }],
    ['SMALL_NUMBERS', { of_people: true, number_kind: 'COUNT', lower: '10.9' }],
    ['TOO_ALIKE', { lower: '40', median: '40', upper: '40' }],
    ['TOO_ALIKE', { lower: '0', median: '0', upper: '0' }],
  ])('is left out: %s', (missing, changes) => {
    expect(judgeBand(row(changes), 11)).toEqual(none(missing));
  });

  it('leaves the middle of five peers at least three tenths of the upper bound of room', () => {
    // 10, 20, 30, 40, 50: the exact bounds 20, 30, 40 and the sum 150 give 3 × (20 + 40) − 150 = 30.
    const seen = (peers: number[]) => {
      const mean = (from: number) => String((peers[from]! + peers[from + 1]! + peers[from + 2]!) / 3);
      return JSON.stringify(judgeBand(row({ lower: mean(0), median: mean(1), upper: mean(2) }), 11));
    };
    const told = seen([10, 20, 30, 40, 50]);
    const possible: number[] = [];
    for (let first = 0; first <= 74; first += 2) {
      for (let second = first; second <= 74; second += 2) {
        for (let third = second; third <= 74; third += 2) {
          for (let fourth = third; 150 - first - second - third - fourth >= fourth; fourth += 2) {
            const fifth = 150 - first - second - third - fourth;
            if (seen([first, second, third, fourth, fifth]) === told) possible.push(third);
          }
        }
      }
    }
    expect(Math.max(...possible) - Math.min(...possible)).toBeGreaterThanOrEqual(12);
  });
});
