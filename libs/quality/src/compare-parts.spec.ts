import { rational } from '@keelson/measures';
import { compareParts, type Reported } from './compare-parts.js';

const reported = (text: string): Reported => {
  const [number = '', denominator] = text.split('/');
  return { number: rational.rationalOf(number), denominator: denominator ? rational.rationalOf(denominator) : null };
};
const judge = (total: string, parts: string[], rules: { additive?: boolean; complete?: boolean } = {}) =>
  compareParts({ total: reported(total), parts: parts.map(reported), additive: true, complete: true, ...rules });

describe('parts against their total', () => {
  it('are a violation when they are more, whatever the breakdown and however many are there', () => {
    for (const additive of [true, false]) {
      for (const complete of [true, false]) {
        expect(judge('25', ['13', '13'], { additive, complete })).toMatchObject({ outcome: 'VIOLATION' });
      }
    }
    expect(judge('25', ['13', '13'])?.sentence).toBe('The parts add up to 26, more than the total 25.');
  });

  it('are one when they are less only where they split the whole and all are there', () => {
    expect(judge('25', ['3', '9', '12'])).toMatchObject({
      outcome: 'VIOLATION',
      numbers: [
        { name: 'parts', value: '24' },
        { name: 'total', value: '25' },
      ],
    });
    expect(judge('25', ['3', '9', '12'], { additive: false })).toBeNull();
    expect(judge('25', ['3', '9'], { complete: false })).toBeNull();
  });

  it('are none when they are equal, exactly: 0.1 + 0.2 = 0.3', () => {
    expect(judge('25', ['3', '9', '13'])).toBeNull();
    expect(judge('0.3', ['0.1', '0.2'])).toBeNull();
    expect(judge('0', ['0', '0'])).toBeNull();
    expect(judge('5', [])).toBeNull();
  });

  it('of a RATIO are compared by numerators and by denominators', () => {
    expect(judge('3/10', ['1/5', '2/5'])).toBeNull();
    expect(judge('3/10', ['2/5', '2/5'])?.sentence).toContain('the total of the numerators 3');
    expect(judge('3/10', ['1/5', '2/6'])?.sentence).toContain('the total of the denominators 10');
  });
});
