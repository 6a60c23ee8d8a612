import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileFormats } from '@keelson/formats';
import { StartedPlatform } from '../start/start.scenario.js';
import { ApiClient } from './api-client.js';
import { runDemo, ReportFile, type DemoRun } from './demo.scenario.js';
import { differencesFrom } from './expected-figures.scenario.js';
import { signIn } from './sign-in.js';

const folder = mkdtempSync(join(tmpdir(), 'keelson-demo-test-'));
const home = join(folder, 'home');
const [email, password] = ['admin@example.org', 'a password of the tests'];
let platform: StartedPlatform;
let address: string;

beforeAll(async () => {
  platform = new StartedPlatform(home, { KEELSON_ADMIN_EMAIL: email, KEELSON_ADMIN_PASSWORD: password });
  address = await platform.ready();
}, 300_000);
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 300_000);

/** On the platform that runs from `home`, which the demo finds by itself. */
const demo = (data: string, out: string, ...more: string[]) =>
  runDemo(['--data', data, ...more], join(folder, out), { KEELSON_HOME: home });

async function coalitionCodes(): Promise<string[]> {
  const api = new ApiClient(address, signIn(address, email, password));
  const { nodes } = await api.ask<{ nodes: { code: string }[] }>(`{ coalitions(first: 100) { nodes { code } } }`, {});
  return nodes.map(({ code }) => code).sort();
}

const shared = resolve('../shared/data');
/** A test on real data that is not ours to ship. */
function itWith(name: string, test: (run: (out: string) => Promise<DemoRun>) => Promise<void>): void {
  const data = join(shared, name);
  for (const [way, ...options] of [['its partners'], ['file import', '--file']] as const) {
    const title = `gives the check sums of ${name} through ${way}`;
    if (existsSync(data)) {
      it(title, () => test((out) => demo(data, out + options.join(''), ...options)), 180_000);
    } else {
      process.stderr.write(`Skipped, because ${data} is absent: ${title}\n`);
      it.skip(title, () => undefined);
    }
  }
}

const rounded = (text: string | undefined) => Number(text).toFixed(4);

describe('npm run demo', () => {
  it('refuses a folder with faults before anything is made', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'organizations.csv'), 'organization_id,name\na,Ash\na,Ash\n');
    writeFileSync(join(broken, 'measures.csv'), 'measure_id,name\n');
    const run = await demo(broken, 'out-broken');
    expect(run.code).toBe(1);
    expect(run.output).toContain('organizations.csv, line 3, column 1 (organization_id): "a" stands twice.');
    expect(run.output).toContain('measures.csv, line 1, column 3: The column "unit" is missing.');
    expect(run.output).toContain('submissions.csv is missing');
    expect(run.output).not.toMatch(/\n\s+at /);
    expect(await coalitionCodes()).toEqual([]);
    expect(existsSync(run.out)).toBe(false);
  });

  it('says what is wrong with its options', async () => {
    const run = await runDemo(['--year-start', '13', '--report-frequency', 'daily'], join(folder, 'none'), {});
    expect(run.code).toBe(1);
    expect(run.output.trim().split('\n')).toEqual([
      '--report-frequency is one of week, month, quarter, half_year, year.',
      '--year-start is a month from 1 to 12.',
    ]);
  });

  it('ends with the figures of expected.json, and with the same bytes for other coalitions of the same data, through a file too', async () => {
    const shipped = resolve('demo/road-safety');
    const first = await demo(shipped, 'out-first');
    const second = await demo(shipped, 'out-second');
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(await coalitionCodes()).toEqual(['road-safety', 'road-safety-2']);
    expect(differencesFrom(join(shipped, 'expected.json'), new ReportFile(first))).toEqual([]);
    expect(readdirSync(first.out).sort()).toEqual(fileFormats.map((format) => `report.${format}`).sort());
    expect(readFileSync(join(second.out, 'report.csv'))).toEqual(readFileSync(join(first.out, 'report.csv')));
    const third = await demo(shipped, 'out-third', '--file');
    expect(readFileSync(join(third.out, 'report.csv'))).toEqual(readFileSync(join(first.out, 'report.csv')));
    expect(first.output).toMatch(/Traffic death rate +1988 +1\.920942 +deaths per 10,000 people +48 of 48/);
    expect(first.output).not.toContain(password);
  }, 300_000);

  it('starts a private platform where none runs, and leaves nothing of it', async () => {
    const [data, temporary] = [join(folder, 'tiny'), join(folder, 'temporary')];
    [data, temporary].forEach((path) => mkdirSync(path));
    writeFileSync(join(data, 'organizations.csv'), 'organization_id,name\na,Ash\n');
    writeFileSync(
      join(data, 'measures.csv'),
      'measure_id,name,unit,kind,aggregation,desired_direction,multiplier,target,target_source\n' +
        'people,People,people,count,sum,decrease,,9,the board\n',
    );
    writeFileSync(join(data, 'submissions.csv'), 'organization_id,measure_id,period,value\na,people,2020-Q1,0\n');
    const settings = { KEELSON_HOME: join(folder, 'nobody'), TMPDIR: temporary };
    const run = await runDemo(['--data', data], join(folder, 'out-tiny'), settings);
    expect(new ReportFile(run).figures).toHaveLength(1);
    expect(new ReportFile(run).figure('people', '2020-Q1')).toMatchObject({ value: '0', target: '9', status: 'MET' });
    expect(new ReportFile(run, 'report-year.csv').figure('people', '2020')).toMatchObject({ value: '0' });
    expect(readdirSync(temporary)).toEqual([]);
    expect(await coalitionCodes()).not.toContain('tiny');
  }, 300_000);

  itWith('hud-homelessness-pit', async (run) => {
    const report = new ReportFile(await run('out-hud'));
    const all = (period: string, shelter = '') => report.figure('homeless_people', period, { shelter });
    for (const [period, ...expected] of [
      ['2015', '394', '563022', '389910', '173112', '47563'],
      ['2016', '393', '548229', '372106', '176123', '39274'],
      ['2017', '394', '549325', '359425', '189900', '39850'],
      ['2018', '395', '551032', '356889', '194143', '37735'],
      ['2019', '396', '565736', '354763', '210973', '36969'],
      ['2020', '391', '578493', '352938', '225555', '37106'],
      ['2021', '386', '379055', '325027', '54028', '21911'],
      ['2022', '386', '580679', '347678', '233001', '32973'],
      ['2023', '384', '651118', '395299', '255819', '35385'],
      ['2024', '384', '769299', '495951', '273348', '32728'],
    ] as const) {
      const parts = ['', 'sheltered', 'unsheltered'].map((shelter) => all(period, shelter)['value']);
      const veterans = report.figure('homeless_veterans', period)['value'];
      expect([all(period)['organizations_reported'], ...parts, veterans]).toEqual(expected);
    }
    const counted = report.figure('homeless_veterans', '2021', { shelter: 'unsheltered' });
    expect(counted).toMatchObject({ organizations_reported: '352', organizations_expected: '386' });
  });

  itWith('nyc-graduation', async (run) => {
    const report = new ReportFile(await run('out-nyc'));
    for (const [period, schools, graduates, cohort, rate, wrong, dropout] of [
      ['2001', '219', '34087', '63151', '53.9770', '54.6761', '15.5184'],
      ['2002', '249', '36310', '65773', '55.2050', '55.5289', '14.6945'],
      ['2003', '278', '38742', '67350', '57.5234', '59.5246', '14.2004'],
      ['2004', '326', '42061', '70165', '59.9458', '61.2629', '12.0616'],
      ['2005', '362', '45314', '72910', '62.1506', '62.7649', '10.5157'],
      ['2006', '378', '47404', '73891', '64.1540', '63.0284', '11.1258'],
    ] as const) {
      const total = report.figure('graduation_rate', period);
      const counts = { organizations_reported: schools, numerator: graduates, denominator: cohort };
      expect(total).toMatchObject(counts);
      expect(rounded(total['value'])).toBe(rate);
      expect(rounded(total['value'])).not.toBe(wrong);
      expect(rounded(report.figure('dropout_rate', period)['value'])).toBe(dropout);
    }
    for (const [dimension, category, rate, graduates, cohort] of [
      ['gender', 'male', '58.6052', '21463', '36623'],
      ['gender', 'female', '69.6808', '25630', '36782'],
      ['race_ethnicity', 'asian', '81.1013', '8145', '10043'],
      ['race_ethnicity', 'black', '59.1472', '14093', '23827'],
      ['race_ethnicity', 'hispanic', '56.6701', '15310', '27016'],
      ['race_ethnicity', 'white', '80.4113', '6843', '8510'],
      ['english_proficiency', 'english_language_learner', '45.1426', '3118', '6907'],
    ] as const) {
      const group = report.figure('graduation_rate', '2006', { [dimension]: category });
      expect(group).toMatchObject({ numerator: graduates, denominator: cohort });
      expect(rounded(group['value'])).toBe(rate);
    }
  });

  itWith('nhs-emergency-care', async (run) => {
    const done = await run('out-nhs');
    const years = new ReportFile(done, 'report-year.csv');
    for (const [period, providers, ...expected] of [
      ['2016-Y04', '246', ['20821861', '23362301', '89.1259'], ['12771879', '15262758', '83.6800']],
      ['2017-Y04', '247', ['21051435', '23830120', '88.3396'], ['12661456', '15372467', '82.3645']],
      ['2018-Y04', '239', ['21850869', '24826981', '88.0126'], ['12785247', '15679998', '81.5386']],
    ] as const) {
      const total = years.figure('seen_within_4_hours', period);
      expect(total).toMatchObject({ organizations_reported: providers, target: '95', status: 'NOT_MET' });
      const first = years.figure('seen_within_4_hours', period, { department_type: 'type_1' });
      const told = [total, first].map((one) => [one['numerator'], one['denominator'], rounded(one['value'])]);
      expect(told).toEqual(expected);
    }
    const periods = new Set(new ReportFile(done).figures.map(({ period }) => period));
    expect([periods.size, periods.has('2016-04'), periods.has('2019-03')]).toEqual([36, true, true]);
  });
});
