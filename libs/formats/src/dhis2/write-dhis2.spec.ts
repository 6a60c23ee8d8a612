import { buildContent, written } from '../../testing/index.js';
import { spellPeriod, writeDhis2 } from './write-dhis2.js';

const read = async (content: Parameters<typeof buildContent>[0]) =>
  JSON.parse((await written(writeDhis2(buildContent(content)))).toString()) as { dataValues: Record<string, string>[] };

describe('a report as data values of DHIS2', () => {
  it('has numbers as texts, ratios as two elements, and nothing for what has no number', async () => {
    const { dataValues, ...head } = await read({
      measures: [{ code: 'n' }, { code: 'r', numberKind: 'RATIO', factor: 100 }],
      figures: [
        { measureCode: 'n', period: '2023', value: '0' },
        { measureCode: 'n', period: '2023', cell: { sex: 'f', age: 'y' }, value: '12.50' },
        { measureCode: 'n', period: '2024', nonValues: { MISSING: 1 } },
        { measureCode: 'r', period: '2023', value: '50', numerator: '1', denominator: '2' },
        { measureCode: 'r', period: '2024', nonValues: { SUPPRESSED: 1 }, denominator: '2' },
      ],
      header: { columns: ['age', 'sex'].map((code) => ({ code, name: code, categories: {} })) },
    });
    expect(head).toEqual({
      ...{ orgUnit: 'ours', dataElementIdScheme: 'CODE', orgUnitIdScheme: 'CODE', categoryOptionComboIdScheme: 'CODE' },
    });
    expect(
      dataValues.map((one) => [one['dataElement'], one['period'], one['categoryOptionCombo'], one['value']]),
    ).toEqual([
      ['n', '2023', undefined, '0'],
      ['n', '2023', 'y_f', '12.50'],
      ['r.numerator', '2023', undefined, '1'],
      ['r.denominator', '2023', undefined, '2'],
    ]);
    expect(dataValues[0]).toMatchObject({
      comment: 'Reported by 2 of 3 organizations.',
      lastUpdated: '2026-01-02T03:04:06.789Z',
    });
  });

  it('is whole for a report of nothing, and for names of every kind', async () => {
    expect((await read({})).dataValues).toEqual([]);
    const code = 'a"\0\ud800😀';
    expect(
      (await read({ measures: [{ code }], figures: [{ measureCode: code, period: '2024', value: '1' }] })).dataValues,
    ).toHaveLength(1);
  });

  it.each([
    ['WEEK', '2024-W05', '2024W5'],
    ['MONTH', '2024-01', '202401'],
    ['QUARTER', '2024-Q1', '2024Q1'],
    ['HALF_YEAR', '2024-H2', '2024S2'],
    ['YEAR', '2024', '2024'],
    ['YEAR', '2016-Y04', '2016April'],
  ] as const)('spells the %s %s as %s', (frequency, code, spelled) => {
    expect(spellPeriod({ code }, { frequency })).toBe(spelled);
  });
});
