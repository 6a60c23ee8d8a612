import exceljs from 'exceljs';
import { queueStores, stopProcess } from '@keelson/platform/testing';
import { encodeId } from '@keelson/platform';
import { ImportScenario, type Operation } from './importing.scenario.js';
import { queueOf, until } from './reporting.scenario.js';

const minutes = 120_000;
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let s: ImportScenario;
let token: string;
let partner: string;
let funder: string;
beforeAll(async () => {
  s = await ImportScenario.start(queueOf(queueStores[0]!, 5));
  token = await s.signIn(s.built.backbone);
  partner = await s.signIn(await s.join('PARTNER'));
  funder = await s.signIn(await s.join('FUNDER'));
}, minutes);
afterAll(() => s?.stop());

const coalitionPath = (file: string) => `/coalitions/${encodeId('Coalition', s.built.coalition.id)}/${file}`;
const countsOf = ({ state, created, changed, unchanged, refused }: Operation) => [
  state,
  ...[created, changed, unchanged, refused],
];

async function imported(who: string, file: string | Uint8Array, options: object): Promise<Operation> {
  const type = typeof file === 'string' ? 'application/octet-stream' : workbookType;
  return s.ended(who, await s.import(who, await s.upload(who, file, type), options));
}

/** A year of people between the halves of every month's rate: more than a share of the file. */
function dataValuesOf(organization: string) {
  const month = (i: number) => `${1600 + Math.floor(i / 12)}${String((i % 12) + 1).padStart(2, '0')}`;
  const value = (dataElement: string, period: string, text: string) => {
    return { dataElement, period, orgUnit: organization, value: text };
  };
  const months = Array.from({ length: 12 }, (_, i) => `2023${String(i + 1).padStart(2, '0')}`);
  return [
    ...months.map((period, i) => value('rate.numerator', period, String(i))),
    ...Array.from({ length: 2_100 }, (_, i) => value('people', month(i), String(i % 97))),
    ...months.map((period) => value('rate.denominator', period, '40')),
  ];
}

describe('DHIS2 dataValueSets, in processes', () => {
  const json = (dataValues: object[], more: object = {}) => JSON.stringify({ ...more, dataValues });

  it(
    'are tried out, imported once though the worker is killed, exported, and change nothing when they come back',
    async () => {
      const first = await s.process('worker');
      const file = json(dataValuesOf('a'), { dataSet: 'monthly', completeDate: '2024-01-31' });
      const tried = await imported(token, file, { format: 'DHIS2_JSON', dryRun: true });
      expect(countsOf(tried)).toEqual(['COMPLETED', 2_112, 0, 0, 0]);
      expect(await s.counts()).toMatchObject({ cells: 0, revisions: 0, submissions: 0 });

      const { waiting, release } = await s.hold();
      const operation = await s.import(token, await s.upload(token, file), { format: 'DHIS2_JSON' });
      await until(async () => (await waiting()).length === 1);
      expect(await s.look(token, operation.id)).toMatchObject({ state: 'RUNNING', progress: { rowsRead: 2_124 } });
      const [orphan = 0] = await waiting();
      first.child.kill('SIGKILL');
      await until(async () => !(await waiting()).includes(orphan));
      expect(await s.counts()).toMatchObject({ cells: 0, revisions: 0, submissions: 0 });
      const second = await s.process('worker');
      await release();
      const ended = await s.ended(token, operation);
      expect(countsOf(ended)).toEqual(['COMPLETED', 2_112, 0, 0, 0]);
      expect(ended).toMatchObject({ errorsUrl: null, progress: { percent: 100, rowsRead: 2_124 } });
      expect(await s.counts()).toMatchObject({ cells: 2_112, revisions: 2_112 });

      for (const [ending, format, type] of [
        ['dhis2.json', 'DHIS2_JSON', 'application/json; charset=utf-8'],
        ['dhis2.csv', 'DHIS2_CSV', 'text/csv; charset=utf-8'],
        ['xlsx', 'XLSX', workbookType],
      ] as const) {
        const answer = await s.get(coalitionPath(`measurements.${ending}`), token);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
        expect(answer.headers.get('content-disposition')).toMatch(
          RegExp(`^attachment; filename="measurements-[-0-9]+\\.${ending.replace('.', '\\.')}"$`),
        );
        const back = await imported(token, new Uint8Array(await answer.arrayBuffer()), { format });
        expect([format, ...countsOf(back)]).toEqual([format, 'COMPLETED', 0, 0, 2_112, 0]);
      }
      expect(await s.counts()).toMatchObject({ cells: 2_112, revisions: 2_112 });
      await stopProcess(second.child);
    },
    minutes,
  );

  it(
    'with unknown codes list each once in the errors file; partial writes what is right',
    async () => {
      const worker = await s.process('worker');
      const unknown = Array.from({ length: 700 }, () => 'Uvn6LCg7dVU');
      const lines = [...unknown, 'people', 'rate.denominator'].map((element) => `${element},202405,b,7`);
      const file = `dataelement,period,orgunit,value\n${lines.join('\n')}\n`;
      const before = await s.counts();
      const all = await imported(token, file, { format: 'DHIS2_CSV' });
      expect(countsOf(all)).toEqual(['REFUSED', 0, 0, 0, 701]);
      const errors = (await (await s.get(all.errorsUrl!, token)).text()).trim().split('\n');
      expect(errors).toEqual([
        'row,column,code,message,remedy',
        expect.stringMatching(
          /^2,dataelement,UNKNOWN_MEASURE,.*Uvn6LCg7dVU.* Cells that name it: 700; this is the first\./,
        ),
        expect.stringMatching(/^703,dataelement,REQUIRED,"This is the denominator alone: .*missing/),
      ]);
      const { ended: _, ...after } = await s.counts();
      expect(before).toMatchObject(after);
      const part = await imported(token, file, { format: 'DHIS2_CSV', partial: true });
      expect(countsOf(part)).toEqual(['COMPLETED', 1, 0, 0, 701]);
      const uid = await imported(token, json([], { idScheme: 'UID' }), { format: 'DHIS2_JSON', partial: true });
      expect(uid.state).toBe('REFUSED');
      expect(uid.refusals).toContainEqual(expect.objectContaining({ row: null, column: 'idScheme', code: 'INVALID' }));
      await stopProcess(worker.child);
    },
    minutes,
  );
});

describe('an XLSX template, in processes', () => {
  const path = (organization: string, period = '2024-06') =>
    coalitionPath(`template.xlsx?organization=${organization}&period=${period}`);

  async function fillIn(file: Uint8Array, values: Record<string, exceljs.CellValue>): Promise<Uint8Array> {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(file) as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    for (const [cell, value] of Object.entries(values)) workbook.getWorksheet('Cells')!.getCell(cell).value = value;
    return new Uint8Array(await workbook.xlsx.writeBuffer());
  }

  it('is made for whoever submits for the organization, for nobody else', async () => {
    const statusOf = async (organization: string, who: string, period?: string) =>
      (await s.get(path(organization, period), who)).status;
    expect(await statusOf('a', partner)).toBe(200);
    expect(await statusOf('b', partner)).toBe(404);
    expect(await statusOf('nobody', partner)).toBe(404);
    expect(await statusOf('b', token)).toBe(200);
    expect(await statusOf('a', funder)).toBe(403);
    expect(await statusOf('a', '')).toBe(401);
    expect(await statusOf('a', partner, 'soon')).toBe(400);
    expect((await s.get(coalitionPath('template.xlsx'), partner)).status).toBe(404);
  });

  it(
    'comes back filled in through the same upload and is read without loss; what is wrong is told by sheet and cell',
    async () => {
      const worker = await s.process('worker');
      const answer = await s.get(path('a'), partner);
      expect(answer.headers.get('content-type')).toBe(workbookType);
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a-2024-06.xlsx"');
      const blank = new Uint8Array(await answer.arrayBuffer());
      expect(countsOf(await imported(partner, blank, { format: 'XLSX' }))).toEqual(['COMPLETED', 0, 0, 0, 0]);

      // Row 2 are the people, row 3 is the rate.
      const wrong = await fillIn(blank, { E2: { formula: '1+1', result: 2 }, F3: 1, G3: 3 });
      const before = await s.counts();
      const refused = await imported(partner, wrong, { format: 'XLSX' });
      expect(countsOf(refused)).toEqual(['REFUSED', 0, 0, 0, 1]);
      const [, line] = (await (await s.get(refused.errorsUrl!, partner)).text()).split('\n');
      expect(line).toMatch(/^2,Value,WRONG_KIND,Cells!E2: This is a formula\. /);
      const { ended: _, ...after } = await s.counts();
      expect(before).toMatchObject(after);

      const filled = await fillIn(blank, { E2: 0, F3: 1, G3: 3 });
      expect(countsOf(await imported(partner, filled, { format: 'XLSX' }))).toEqual(['COMPLETED', 2, 0, 0, 0]);
      const again = new Uint8Array(await (await s.get(path('a'), partner)).arrayBuffer());
      expect(countsOf(await imported(partner, again, { format: 'XLSX' }))).toEqual(['COMPLETED', 0, 0, 2, 0]);
      const exported = await (await s.get(coalitionPath('measurements.csv'), partner)).text();
      expect(exported.split('\n').filter((row) => row.includes('2024-06'))).toEqual([
        'a,people,2024-06,0,,,,',
        'a,rate,2024-06,,1,3,,',
      ]);
      await stopProcess(worker.child);
    },
    minutes,
  );
});
