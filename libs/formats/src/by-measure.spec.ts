import { buildContent } from '../testing/index.js';
import { byMeasure, type FiguresOfMeasure } from './by-measure.js';

async function gather(most: number): Promise<FiguresOfMeasure[]> {
  const part = (dimension: string, category: string, period: string, value: string | null) => ({
    ...{ measureCode: 'b', period, cell: { [dimension]: category }, value },
  });
  const content = buildContent({
    measures: [{ code: 'a' }, { code: 'b' }, { code: 'c' }, { code: 'd' }],
    figures: [
      { measureCode: 'b', period: '2023', value: '10' },
      part('band', 'old', '2023', '6'),
      part('band', 'young', '2023', '4'),
      { measureCode: 'b', period: '2023', cell: { band: 'young', sex: 'f' }, value: '900' },
      part('sex', 'f', '2023', '1'),
      { measureCode: 'b', period: '2024', value: '7' },
      part('band', 'old', '2024', null),
      { measureCode: 'c', period: '2023', value: '0' },
    ],
  });
  const all: FiguresOfMeasure[] = [];
  for await (const one of byMeasure(content, most)) all.push(one);
  return all;
}

describe('figures measure by measure', () => {
  it('come in the order of the measures, also of those that have none', async () => {
    const all = await gather(8);
    expect(all.map(({ measure, totals }) => [measure.code, totals.map(({ value }) => value)])).toEqual([
      ['a', []],
      ['b', ['10', '7']],
      ['c', ['0']],
      ['d', []],
    ]);
  });

  it('keep the largest parts by one dimension, and say how many there are', async () => {
    expect((await gather(1))[1]?.parts).toEqual([
      { dimension: 'band', category: 'old', parts: 2, points: { '2023': '6', '2024': null } },
      { dimension: 'sex', category: 'f', parts: 1, points: { '2023': '1' } },
    ]);
    expect((await gather(2))[1]?.parts.map(({ category }) => category)).toEqual(['old', 'young', 'f']);
  });
});
