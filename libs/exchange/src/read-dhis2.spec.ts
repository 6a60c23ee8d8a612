import { inPieces, readAll } from '../testing/index.js';
import type { FileRow } from './file-row.js';
import { readDhis2Csv } from './read-dhis2-csv.js';
import { readDhis2Json } from './read-dhis2-json.js';

const readCsv = (text: string, reading = {}, piece = 7) => readAll(readDhis2Csv(inPieces(text, piece), reading));
const readJson = (content: unknown, reading = {}, piece = 7) =>
  readAll(readDhis2Json(inPieces(typeof content === 'string' ? content : JSON.stringify(content), piece), reading));
const people = { organization: 'org', measure: 'people', period: '2024-01', categories: '', nonValue: null };
const people7: FileRow = { row: 1, ...people, number: '7', denominator: null, reason: null };
const value = { dataElement: 'people', period: '202401', orgUnit: 'org', value: '7' };
const set = (...dataValues: unknown[]) => ({ dataValues });

describe('DHIS2 dataValueSets, CSV', () => {
  it('come in both header spellings, any order, quoted or not', async () => {
    const short = 'dataelement,period,orgunit,catoptcombo,attroptcombo,value,strby,lstupd,cmt';
    const files = [
      `${short}\npeople,202401,org,default,default,7,me,2024-02-01,late\n`,
      `\uFEFF"value","comment","OrgUnit","Period","dataElement","categoryoptioncombo","attributeoptioncombo","storedby","timestamp"\r\n"7","late","org","202401","people","HllvX50cXC0","","me","2024"\r\n`,
      `cmt,value,orgunit,period,dataelement,followup,deleted,lastupdated\nlate,7,org,202401,people,false,false,x`,
    ];
    for (const file of files) {
      expect(await readCsv(file)).toEqual({ rows: [{ ...people7, row: 2, reason: 'late' }], faults: [] });
    }
  });

  it('count rows as lines of the file, also behind texts of several lines', async () => {
    const file = 'dataelement,period,orgunit,value,comment\na,2024,o,1,"two\nlines"\nb,2024,o,2,\n\nc,2024,o,x,\n';
    const { rows, faults } = await readCsv(file);
    expect(rows.map(({ row, measure }) => [row, measure])).toEqual([
      [2, 'a'],
      [4, 'b'],
    ]);
    expect(faults).toMatchObject([{ row: 6, column: 'value', code: 'NOT_A_NUMBER' }]);
  });

  it.each([
    ['nothing', '', [null, null, 'REQUIRED']],
    ['a missing column', 'dataelement,period,value\n', [null, 'orgunit', 'REQUIRED']],
    ['a misspelled column', 'dataelement,period,orgunit,value,catcombo\n', [null, 'catcombo', 'INVALID']],
    ['a column twice', 'dataelement,period,orgunit,value,cmt,comment\n', [null, 'comment', 'DUPLICATE']],
    ['semicolons', 'dataelement;period;orgunit;value\n', [null, 'dataelement;period;orgunit;value', 'INVALID']],
    ['a short line', 'dataelement,period,orgunit,value,catoptcombo\na,2024,o,1\n', [2, null, 'INVALID']],
    ['a long line', 'dataelement,period,orgunit,value\na,2024,o,1,5\n', [2, null, 'INVALID']],
    ['an open quote', 'dataelement,period,orgunit,value\na,2024,o,"1\n', [2, null, 'INVALID']],
    ['a stray quote', 'dataelement,period,orgunit,value\na,2024,o,1"2\n', [2, null, 'INVALID']],
  ])('refuse %s', async (_, file, [row, column, code]) => {
    const { rows, faults } = await readCsv(file);
    expect(rows).toEqual([]);
    expect(faults[0]).toMatchObject({ row, column, code });
  });

  it('refuse a line without an end before it fills the memory', async () => {
    const { faults } = await readCsv(`dataelement,period,orgunit,value\na,2024,o,"${'1'.repeat(300_000)}`, {}, 65_536);
    expect(faults).toMatchObject([{ row: 2, code: 'INVALID' }]);
    expect(faults[0]!.message).toContain('quotation mark not closed');
  });

  it('say where the rest could not be read, after many rows and while they are still being taken', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `a,2024,o,${i}`).join('\n');
    let rows = 0;
    const faults = [];
    for await (const share of readDhis2Csv(
      inPieces(`dataelement,period,orgunit,value\n${lines}\na,2024,o,"1"2\n`, 2 ** 20),
    )) {
      await new Promise(setImmediate);
      rows += share.rows.length;
      faults.push(...share.faults);
    }
    expect(rows).toBe(5_000);
    expect(faults).toMatchObject([{ row: 5_002, code: 'INVALID' }]);
  });

  it('refuse what is not UTF-8, and never guess', async () => {
    const text = JSON.stringify(set({ ...value, comment: 'déjà' }));
    const lines = 'dataelement,period,orgunit,value\ndéjà,2024,o,1\n';
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const json = await readAll(readDhis2Json(inPieces(Buffer.from(`\uFEFF${text}`, encoding), 5)));
      const csv = await readAll(readDhis2Csv(inPieces(Buffer.from(`\uFEFF${lines}`, encoding), 5)));
      for (const { faults } of [json, csv]) expect(faults.at(-1)!.message).toContain('not UTF-8');
    }
  });
});

describe('DHIS2 dataValueSets, JSON', () => {
  it('have period and organization unit at the top or per value, and DHIS2 notes that mean nothing here', async () => {
    const file = {
      ...{
        dataSet: 'ds',
        completeDate: '2024-02-03',
        period: '202401',
        orgUnit: 'org',
        attributeOptionCombo: 'default',
      },
      dataValues: [
        {
          dataElement: 'people',
          value: '7',
          storedBy: 'me',
          created: 'x',
          lastUpdated: 'y',
          followUp: true,
          comment: null,
        },
        { dataElement: 'people', period: '2024Q1', orgUnit: 'b', value: 7.5, comment: 'so' },
      ],
    };
    const { rows, faults } = await readJson(file);
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      people7,
      { ...people7, row: 2, organization: 'b', period: '2024-Q1', number: '7.5', reason: 'so' },
    ]);
  });

  it.each([
    ['202401', '2024-01'],
    ['2024Q1', '2024-Q1'],
    ['2024S2', '2024-H2'],
    ['2024W5', '2024-W05'],
    ['2024', '2024'],
    ['2016April', '2016-Y04'],
    ['2016July', '2016-Y07'],
    ['2016Oct', '2016-Y10'],
    ['20240105', '20240105'],
    ['202401B', '202401B'],
    ['202413', '202413'],
  ])('read the period %s as %s', async (text, period) => {
    expect((await readJson(set({ ...value, period: text }))).rows).toMatchObject([{ period }]);
  });

  it.each([
    ['', ''],
    ['default', ''],
    ['HllvX50cXC0', ''],
    ['sex=female', 'sex=female'],
    ['sex=female;age_band=adult', 'age_band=adult,sex=female'],
    ['sex=female, age_band=adult', 'age_band=adult,sex=female'],
    ['female', 'sex=female'],
    ['female, adult', 'age_band=adult,sex=female'],
    ['other', 'other'],
    ['Xr12mI7VPn3', 'sex=male'],
    ['unheard of', 'unheard of'],
  ])('read the category option combo "%s" as "%s"', async (categoryOptionCombo, categories) => {
    const reading = {
      dimensions: new Map([
        ['female', ['sex']],
        ['adult', ['age_band']],
        ['other', ['sex', 'age_band']],
      ]),
      categoryOptionCombos: new Map([['Xr12mI7VPn3', 'sex=male']]),
    };
    expect((await readJson(set({ ...value, categoryOptionCombo }), reading)).rows).toMatchObject([{ categories }]);
  });

  it('make a RATIO of two elements, however far apart: each is a half', async () => {
    const file = set(
      { ...value, dataElement: 'rate.numerator' },
      { ...value, dataElement: 'rate.denominator', value: '9' },
    );
    const { rows } = await readJson(file);
    expect(rows).toMatchObject([
      { row: 1, measure: 'rate', part: 'NUMERATOR', number: '7', denominator: null },
      { row: 2, measure: 'rate', part: 'DENOMINATOR', number: null, denominator: '9' },
    ]);
    const { rows: whole } = await readJson(file, { isRatio: () => false });
    expect(whole).toMatchObject([
      { measure: 'rate.numerator', number: '7' },
      { measure: 'rate.denominator', number: '9' },
    ]);
    expect(whole[0]).not.toHaveProperty('part');
  });

  it('name things by code, or by what the caller says they mean', async () => {
    const file = { dataElementIdScheme: 'UID', idScheme: 'code', ...set({ ...value, dataElement: 'fbfJHSPpUQD' }) };
    const { rows, faults } = await readJson(file);
    expect(rows).toEqual([]);
    expect(faults[0]).toMatchObject({ row: null, column: 'dataElementIdScheme', code: 'INVALID' });
    expect(faults[0]!.message).toContain('dataElementIdScheme=CODE');
    const reading = { dataElements: new Map([['fbfJHSPpUQD', 'rate.denominator']]) };
    expect((await readJson(file, reading)).rows).toMatchObject([
      { measure: 'rate', denominator: '7', part: 'DENOMINATOR' },
    ]);
    const unknown = { ...file, dataValues: [{ ...value, dataElement: 'cYeuwXTCPkU' }] };
    expect((await readJson(unknown, reading)).rows).toMatchObject([{ measure: 'cYeuwXTCPkU' }]);
    expect((await readJson({ idScheme: 'UID', ...set(value) })).faults).toHaveLength(4);
  });

  it.each([
    ['an empty value', { value: '' }, 'value', 'REQUIRED'],
    ['no value', { value: null }, 'value', 'REQUIRED'],
    ['a deleted value', { deleted: true }, 'deleted', 'NOT_ALLOWED'],
    ['a yes', { value: 'true' }, 'value', 'NOT_A_NUMBER'],
    ['a no', { value: false }, 'value', 'NOT_A_NUMBER'],
    ['a text', { value: 'many' }, 'value', 'NOT_A_NUMBER'],
    ['a date', { value: '2024-01-31' }, 'value', 'NOT_A_NUMBER'],
    ['thousands', { value: '1,250' }, 'value', 'NOT_A_NUMBER'],
    ['an endless number', { value: '9'.repeat(30) }, 'value', 'NOT_A_NUMBER'],
    ['an exponent out of bounds', { value: '1e999' }, 'value', 'NOT_A_NUMBER'],
    ['a list for a text', { value: ['7'] }, 'value', 'INVALID'],
    ['an object for a text', { orgUnit: { id: 'x' } }, 'orgUnit', 'INVALID'],
    ['a misspelled key', { catOptionCombo: 'sex=female' }, 'catOptionCombo', 'INVALID'],
    ['no element', { dataElement: '' }, 'dataElement', 'REQUIRED'],
    ['no period', { period: undefined }, 'period', 'REQUIRED'],
    ['no organization unit', { orgUnit: undefined }, 'orgUnit', 'REQUIRED'],
    ['another attribute option combo', { attributeOptionCombo: 'ngo' }, 'attributeOptionCombo', 'INVALID'],
    ['a NUL', { comment: 'a\0b' }, 'comment', 'INVALID'],
    ['half a letter', { comment: '\ud83d' }, 'comment', 'INVALID'],
    ['an endless comment', { comment: 'x'.repeat(100_000) }, 'comment', 'TOO_LONG'],
    ['__proto__', JSON.parse('{"__proto__":"x"}'), '__proto__', 'INVALID'],
  ])('refuse %s, and read on', async (_, change, column, code) => {
    const { rows, faults } = await readJson(set({ ...value, ...change }, value), {}, 4_000);
    expect(faults).toMatchObject([{ row: 1, column, code }]);
    expect(rows).toEqual([{ ...people7, row: 2 }]);
  });

  it.each([
    ['not JSON', 'dataelement,period', 'not JSON'],
    ['a list', '[]', 'an object with a list'],
    ['a text', '"dataValues"', 'an object with a list'],
    ['no list', '{"period":"202401"}', 'no list "dataValues"'],
    ['a list that is none', '{"dataValues":{}}', 'is a list'],
    ['a list that is a text', '{"dataValues":"x"}', 'is a list'],
    ['two lists', '{"dataValues":[],"dataValues":[]}', 'twice'],
    ['a cut', '{"dataValues":[{"dataElement":"a"', 'too early'],
    ['nothing', '', 'too early'],
    ['a trailing comma', '{"dataValues":[{},]}', 'not JSON'],
    ['more behind it', '{"dataValues":[]} {}', 'not JSON'],
    ['a late period', '{"dataValues":[],"period":"202401"}', 'after the values'],
    ['a late scheme', '{"dataValues":[],"orgUnitIdScheme":"UID"}', 'after the values'],
    ['depth', `{"x":${'['.repeat(100_000)}`, 'deeper'],
    ['depth in a value', `{"dataValues":[{"value":${'{"a":'.repeat(100_000)}`, 'deeper'],
  ])('refuse %s', async (_, file, message) => {
    const { rows, faults } = await readJson(file, {}, 4_000);
    expect(rows).toEqual([]);
    expect(faults.at(-1)).toMatchObject({ row: null, code: 'INVALID' });
    expect(faults.at(-1)!.message).toContain(message);
  });

  it('refuse a key that stands there twice, and entries that are no objects', async () => {
    const twice = '{"dataValues":[{"dataElement":"a","value":"1","value":"2"}, 5, null, [1, {"value": 2}]]}';
    const { rows, faults } = await readJson(twice);
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([
      { row: 1, column: 'value' },
      { row: 2, column: null },
      { row: 3, column: null },
      { row: 4, column: null },
    ]);
  });

  it('spell out an exponent, exactly', async () => {
    const spelled = async (text: string) =>
      (await readJson(`{"dataValues":[${JSON.stringify(value).replace('"7"', text)}]}`)).rows[0]!.number;
    expect(await spelled('1e21')).toBe('1000000000000000000000');
    expect(await spelled('"1.5E-3"')).toBe('0.0015');
    expect(await spelled('-12.50e1')).toBe('-125');
    expect(await spelled('0e5')).toBe('0');
    expect(await spelled('0.10')).toBe('0.10');
    expect(await spelled('123456789012345678901234.123456789012')).toBe('123456789012345678901234.123456789012');
  });
});
