import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TidyFolderError } from './faults.js';
import { readTidyFolder } from './read-tidy-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'keelson-tidy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sound = {
  'organizations.csv': 'organization_id,name,county,first_period,last_period\na,Ash,North,2020,2022\nb,Birch,,,\n',
  'measures.csv':
    'measure_id,name,unit,kind,aggregation,desired_direction,multiplier,target,target_source\n' +
    'people,People,people,count,sum,decrease,,,\n' +
    'rate,Rate,percent,ratio,ratio_of_sums,increase,100,95,the board\n',
  'submissions.csv':
    'organization_id,measure_id,period,sex,value,numerator,denominator,status\n' +
    'a,people,2020,,12,,,\n' +
    'a,people,2020,female,5,,,\n' +
    'a,people,2020,male,7,,,\n' +
    'b,rate,2020,,,9,10,reported\n',
};
type File = keyof typeof sound;

function read(files: Partial<Record<File, string | Buffer>> = {}) {
  for (const [name, text] of Object.entries({ ...sound, ...files })) writeFileSync(join(folder, name), text);
  return readTidyFolder(folder);
}

function faultsOf(files: Partial<Record<File, string | Buffer>>): string[] {
  try {
    read(files);
  } catch (error) {
    if (error instanceof TidyFolderError) return error.faults;
    throw error;
  }
  return [];
}

/** submissions.csv with one more row, which becomes line 6. */
const withRow = (row: string) => faultsOf({ 'submissions.csv': `${sound['submissions.csv']}${row}\n` });

describe('a sound tidy folder', () => {
  it('becomes organizations, measures, dimensions and values', () => {
    const { organizations, measures, dimensions, values, leftOut } = read();
    expect(organizations).toEqual([
      { code: 'a', name: 'Ash', attributes: { county: 'North' }, from: '2020-01-01', to: '2022-12-31' },
      { code: 'b', name: 'Birch', attributes: {}, from: null, to: null },
    ]);
    expect(measures).toMatchObject([
      { code: 'people', numberKind: 'COUNT', factor: null, direction: 'DECREASE', frequency: 'YEAR', target: null },
      { code: 'rate', numberKind: 'RATIO', factor: 100, target: '95', targetSource: 'the board', breakdowns: [] },
    ]);
    expect(measures[0]?.breakdowns).toEqual([{ dimensionCodes: ['sex'], additive: true }]);
    expect(dimensions).toEqual([{ code: 'sex', categories: ['female', 'male'] }]);
    expect(values).toHaveLength(4);
    expect(values[1]).toEqual({
      line: 3,
      organization: 'a',
      measure: 'people',
      period: { frequency: 'YEAR', start: '2020-01-01' },
      categories: [{ dimension: 'sex', category: 'female' }],
      number: { value: '5' },
    });
    expect(values[3]?.number).toEqual({ ratio: { numerator: '9', denominator: '10' } });
    expect(leftOut).toBe(0);
  });

  it('may begin with a byte order mark, which is not part of the first name', () => {
    const bom = '\uFEFF';
    const files = Object.fromEntries(Object.entries(sound).map(([name, text]) => [name, bom + text]));
    const marked = read(files);
    expect(marked).toEqual(read());
    expect(JSON.stringify(marked)).not.toContain(bom);
  });

  it('may have CRLF, and quoted fields with commas, quotes and line breaks; lines are still counted right', () => {
    const organizations = 'organization_id,name\r\na,"Ash, ""the old one""\r\nof the north"\r\nb,Birch\r\n';
    const { organizations: read1 } = read({ 'organizations.csv': organizations });
    expect(read1.map(({ name }) => name)).toEqual(['Ash, "the old one"\r\nof the north', 'Birch']);
    expect(faultsOf({ 'organizations.csv': `${organizations}b,again\r\n` })).toEqual([
      'organizations.csv, line 5, column 1 (organization_id): "b" stands twice.',
    ]);
  });

  it('takes the words of status as typed non-values, with the denominator where it is known', () => {
    const rows = [
      'organization_id,measure_id,period,numerator,denominator,status,status_reason',
      'a,rate,2020,,40,suppressed,',
      'a,rate,2021,,,declined,a court case',
      'b,rate,2020,,,not_applicable,',
      'b,rate,2021,,,not_collected,',
      'b,rate,2022,1,2,conflict,',
      'b,rate,2022,3,4,conflict,',
      'a,rate,2022,,,missing,',
    ];
    const { values, leftOut } = read({ 'submissions.csv': rows.join('\n') });
    expect(values.map(({ number }) => number)).toEqual([
      { nonValue: { kind: 'SUPPRESSED_AT_SOURCE', denominator: '40' } },
      { nonValue: { kind: 'DECLINED', reason: 'a court case' } },
      { nonValue: { kind: 'NOT_APPLICABLE' } },
      { nonValue: { kind: 'NOT_COLLECTED' } },
    ]);
    expect(leftOut).toBe(3);
  });

  it('reads the optional columns of measures.csv', () => {
    const header = sound['measures.csv'].split('\n')[0];
    const measures = `${header},frequency,time_rule,denominator_time_rule,partner_rule,of_people,level,breakdowns\n`;
    const row = 'people,People,people,count,sum,decrease,,,,month,last,,median,yes,population,sex+ ; age ; sex*age+\n';
    const submissions = 'organization_id,measure_id,period,sex,age,value\na,people,2020-01,f,old,1\n';
    const [measure] = read({ 'measures.csv': measures + row, 'submissions.csv': submissions }).measures;
    expect(measure).toMatchObject({
      frequency: 'MONTH',
      timeRule: 'LAST',
      denominatorTimeRule: null,
      partnerRule: 'MEDIAN',
      ofPeople: true,
      level: 'POPULATION',
      breakdowns: [
        { dimensionCodes: ['sex'], additive: true },
        { dimensionCodes: ['age'], additive: false },
        { dimensionCodes: ['sex', 'age'], additive: true },
      ],
    });
  });
});

describe('a file that cannot be read as it is', () => {
  it.each<[string, Partial<Record<File, string | Buffer>>, string]>([
    [
      'is not UTF-8',
      { 'organizations.csv': Buffer.from('organization_id,name\na,Ash\nb,Bj\xf6rk\n', 'latin1') },
      'organizations.csv, line 3, column 2: Here the file is not UTF-8: save it as UTF-8.',
    ],
    [
      'is UTF-16',
      { 'organizations.csv': Buffer.from('\uFEFForganization_id,name\n', 'utf16le') },
      'organizations.csv, line 1, column 1: Here the file is not UTF-8: save it as UTF-8.',
    ],
    [
      'holds U+0000',
      { 'organizations.csv': 'organization_id,name\na,A\0sh\n' },
      'organizations.csv, line 2, column 2: Here stands the character U+0000: is this a CSV file?',
    ],
    ['is empty', { 'measures.csv': '' }, 'measures.csv, line 1, column 1: The file is empty: its first line names the columns.'],
    [
      'lacks a column',
      { 'submissions.csv': 'organization_id,period,value\na,2020,1\n' },
      'submissions.csv, line 1, column 4: The column "measure_id" is missing.',
    ],
    [
      'lacks the denominator',
      { 'submissions.csv': 'organization_id,measure_id,period,numerator,value\na,people,2020,,1\n' },
      'submissions.csv, line 1, column 4 (numerator): The column "denominator" is missing.',
    ],
    [
      'has a column twice',
      { 'submissions.csv': 'organization_id,measure_id,period,value,value\na,people,2020,1,1\n' },
      'submissions.csv, line 1, column 5: The column "value" stands twice.',
    ],
    [
      'has a column without a name',
      { 'submissions.csv': 'organization_id,measure_id,period,,value\na,people,2020,,1\n' },
      'submissions.csv, line 1, column 4: This column has no name.',
    ],
    [
      'has a row with too few fields',
      { 'organizations.csv': 'organization_id,name\na,Ash\nb\n' },
      'organizations.csv, line 3, column 2 (name): This row has 1 fields, the header has 2.',
    ],
    [
      'has a row with too many fields',
      { 'organizations.csv': 'organization_id,name\na,Ash,tree\nb,Birch\n' },
      'organizations.csv, line 2, column 3: This row has 3 fields, the header has 2.',
    ],
    [
      'has a quote that is never closed',
      { 'organizations.csv': 'organization_id,name\na,Ash\nb,"Birch\nc,Cedar\n' },
      'organizations.csv, line 3, column 2: A quote (") opens in this row and is never closed.',
    ],
    [
      'has text after a quote',
      { 'organizations.csv': 'organization_id,name\na,Ash\nb,"Birch" tree\n' },
      'organizations.csv, line 3, column 2: Text follows a closing quote ("): double the quotes inside a quoted field.',
    ],
    [
      'has a column of measures.csv that nobody knows',
      { 'measures.csv': sound['measures.csv'].replace('target_source', 'tagret_source') },
      'measures.csv, line 1, column 10: The column "target_source" is missing.',
    ],
  ])('%s', (_, files, fault) => {
    expect(faultsOf(files)[0]).toBe(fault);
  });

  it('names every file that is missing', () => {
    expect(() => readTidyFolder(join(folder, 'nowhere'))).toThrow(/organizations\.csv is missing[^]*submissions\.csv is missing/);
  });
});

describe('a row that contradicts what is known', () => {
  it.each([
    ['zz,people,2020,,1,,,', 'column 1 (organization_id): "zz" does not stand in organizations.csv.'],
    ['a,zz,2020,,1,,,', 'column 2 (measure_id): "zz" does not stand in measures.csv.'],
    ['a,people,2020-13,,1,,,', 'column 3 (period): "2020-13" is not a period such as 2024, 2024-Q1, 2024-01 or 2024-W05.'],
    ['a,people,2020-01,,1,,,', 'column 3 (period): "2020-01" is a month; people is reported by the year.'],
    ['a,people,2020-Y04,,1,,,', 'column 3 (period): "2020-Y04" starts in another month than the years before it.'],
    ['a,people,2023,,1,,,', 'column 3 (period): "2023" lies outside the membership of a.'],
    ['a,people,2021,not a code!,1,,,', 'column 4 (sex): "not a code!" is not a code'],
    ['a,people,2020,female,6,,,', 'column 2 (measure_id): Line 3 gives a number for the same cell already.'],
    ['a,people,2021,,,,,', 'column 5 (value): "value" is blank'],
    ['a,people,2021,,"1,059",,,', 'column 5 (value): "1,059" is not a number'],
    ['a,people,2021,,NaN,,,', 'column 5 (value): "NaN" is not a number'],
    ['a,people,2021,,Infinity,,,', 'column 5 (value): "Infinity" is not a number'],
    ['a,people,2021,,1e400,,,', 'column 5 (value): "1e400" is not a number'],
    [`a,people,2021,,1${'0'.repeat(400)},,,`, 'is not a number'],
    ['a,people,2021,,1.5,,,', 'column 5 (value): "1.5" is not a count'],
    ['a,people,2021,,-1,,,', 'column 5 (value): "-1" is not a count'],
    ['a,people,2021,,,1,2,', 'column 6 (numerator): people is not a ratio: its number stands in "value".'],
    ['a,rate,2021,,5,,,', 'column 5 (value): rate is a ratio: its number stands in "numerator" and "denominator".'],
    ['a,rate,2021,,,5,,', 'column 7 (denominator): "denominator" is blank'],
    ['a,rate,2021,,,5,0,', 'column 7 (denominator): A denominator is greater than zero'],
    ['a,rate,2021,,,5,9,suppressed', 'column 6 (numerator): The status is "suppressed": this cell stays blank.'],
    ['a,people,2021,,,,9,suppressed', 'column 7 (denominator): Only a suppressed ratio may have a denominator'],
    ['a,rate,2021,,,,,declined', 'column 8 (status): Whoever declines says why'],
    ['a,rate,2021,,,5,9,hidden', 'column 8 (status): "hidden" is none of reported, suppressed'],
  ])('%s', (row, fault) => {
    const faults = withRow(row);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^submissions\.csv, line 6, /);
    expect(faults[0]).toContain(fault);
  });

  it('is refused where measures.csv declares other breakdowns', () => {
    const [header = '', ...rows] = sound['measures.csv'].trim().split('\n');
    const measures = [`${header},breakdowns`, `${rows[0]},age+`, `${rows[1]},`].join('\n');
    expect(faultsOf({ 'measures.csv': measures })).toEqual([
      'measures.csv: people has a breakdown by "age", which submissions.csv does not hold.',
      'submissions.csv, line 3: sex is not among the breakdowns that measures.csv has for people.',
      'submissions.csv, line 4: sex is not among the breakdowns that measures.csv has for people.',
    ]);
  });

  it('stands in one list with the faults of all files, 20 at most, and nothing is read', () => {
    const faults = faultsOf({
      'organizations.csv': 'organization_id,name\na,Ash\na,Ash\n',
      'measures.csv': sound['measures.csv'].replace('count,sum', 'number,sum').replace(',100,', ',12,'),
      'submissions.csv': sound['submissions.csv'] + 'a,people,x,,1,,,\n'.repeat(40),
    });
    expect(faults).toHaveLength(21);
    expect(faults.slice(0, 4)).toEqual([
      'organizations.csv, line 3, column 1 (organization_id): "a" stands twice.',
      'measures.csv, line 2, column 4 (kind): "number" is none of count, amount, ratio.',
      'measures.csv, line 3, column 7 (multiplier): A ratio has a multiplier: one of 1, 100, 1000, 10000, 100000.',
      'submissions.csv, line 5, column 1 (organization_id): "b" does not stand in organizations.csv.',
    ]);
    expect(faults.at(-1)).toBe('… and 24 more of these.');
  });
});
