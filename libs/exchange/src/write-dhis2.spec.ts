import { buildRows, each, gather, inPieces, joinHalves, readAll } from '../testing/index.js';
import type { FileRow } from './file-row.js';
import { readDhis2Csv } from './read-dhis2-csv.js';
import { readDhis2Json } from './read-dhis2-json.js';
import { writeDhis2Csv, writeDhis2Json } from './write-dhis2.js';

const people7: FileRow = {
  ...{ row: 1, organization: 'org', measure: 'people', period: '2024-01', categories: '' },
  ...{ number: '7', denominator: null, nonValue: null, reason: null },
};

describe('an export that is read again', () => {
  const formats = [
    ['JSON', writeDhis2Json, readDhis2Json],
    ['CSV', writeDhis2Csv, readDhis2Csv],
  ] as const;

  it.each(formats)('%s says the same, but for non-values, which are named as left out', async (_, write, read) => {
    for (let seed = 1; seed <= 20; seed++) {
      const rows = buildRows(seed, 60);
      const left: FileRow[] = [];
      const file = await gather(write(each(rows), (row) => left.push(row)));
      const again = await readAll(read(inPieces(file, 1 + seed)));
      expect(again.faults).toEqual([]);
      const withoutRow = (all: FileRow[]) => all.map((row) => ({ ...row, row: 0 }));
      expect(withoutRow(joinHalves(again.rows))).toEqual(withoutRow(rows.filter(({ nonValue }) => !nonValue)));
      expect(left).toEqual(rows.filter(({ nonValue }) => nonValue));
    }
  });

  it.each(formats)('%s without a row is a whole file', async (_, write, read) => {
    const file = await gather(write(each([])));
    expect(await readAll(read(inPieces(file)))).toEqual({ rows: [], faults: [] });
  });

  it('spells periods, combos and ratios as DHIS2 does', async () => {
    const rows: FileRow[] = [
      { ...people7, period: '2024-W05', categories: 'age_band=adult,sex=female', reason: 'late' },
      { ...people7, measure: 'rate', period: '2016-Y04', denominator: '9' },
    ];
    expect((await gather(writeDhis2Csv(each(rows)))).toString()).toBe(
      [
        'dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,timestamp,comment',
        'people,2024W5,org,"age_band=adult,sex=female",default,7,,,late',
        'rate.numerator,2016April,org,default,default,7,,,',
        'rate.denominator,2016April,org,default,default,9,,,',
        '',
      ].join('\n'),
    );
    expect(JSON.parse((await gather(writeDhis2Json(each(rows)))).toString())).toMatchObject({
      dataElementIdScheme: 'CODE',
      dataValues: [
        { dataElement: 'people', period: '2024W5', categoryOptionCombo: 'age_band=adult,sex=female', comment: 'late' },
        { dataElement: 'rate.numerator', period: '2016April', categoryOptionCombo: 'default', value: '7' },
        { dataElement: 'rate.denominator', value: '9' },
      ],
    });
  });
});
