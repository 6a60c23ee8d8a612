import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { queueStores, stopProcess } from '@keelson/platform/testing';
import { ImportScenario } from './importing.scenario.js';
import { queueOf, until } from './reporting.scenario.js';

const minutes = 120_000;

const nothing = { cells: 0, revisions: 0, submissions: 0, batches: 0, ended: 0, submitted: 0 };
const header = 'organization,measure,period,value\n';
const months = (organizations: string[], value = '7') =>
  header +
  organizations
    .flatMap((code) =>
      Array.from(
        { length: 20 },
        (_, i) => `${code},people,${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},${value}\n`,
      ),
    )
    .join('');

describe.each(queueStores)('importing files in processes, with the queue on $name', (store) => {
  const test = store.options ? it : it.skip;
  let s: ImportScenario;
  let token: string;
  beforeAll(async () => {
    if (!store.options) return;
    s = await ImportScenario.start(queueOf(store, 5));
    token = await s.signIn(s.built.backbone);
  }, minutes);
  afterAll(() => s?.stop());

  test(
    'what a killed worker had begun is undone, and done once by the next one',
    async () => {
      const first = await s.process('worker');
      const { waiting, release } = await s.hold();
      const operation = await s.import(token, await s.upload(token, months(['a', 'b'])));
      await until(async () => (await waiting()).length === 1);
      const seen = await s.look(token, operation.id);
      expect(seen).toMatchObject({ state: 'RUNNING', created: null, progress: { rowsRead: 40, rowsWritten: 0 } });
      const [orphan = 0] = await waiting();
      first.child.kill('SIGKILL');
      await until(async () => !(await waiting()).includes(orphan));
      expect(await s.counts()).toEqual(nothing);
      const second = await s.process('worker');
      await release();
      const ended = await s.ended(token, operation);
      expect(ended).toMatchObject({
        state: 'COMPLETED',
        created: 40,
        refused: 0,
        errorsUrl: null,
        progress: { percent: 100 },
      });
      expect(await s.counts()).toEqual({
        cells: 40,
        revisions: 40,
        submissions: 40,
        batches: 1,
        ended: 1,
        submitted: 40,
      });
      await stopProcess(second.child);
    },
    minutes,
  );

  test(
    'cancelled in the middle or before, nothing of it stays; too late, it says so',
    async () => {
      const before = await s.counts();
      const cancel = async (id: string) => {
        const query = `mutation($input: CancelBulkOperationInput!) { cancelBulkOperation(input: $input) { operation { state } userErrors { code } } }`;
        return (await s.ask<{ cancelBulkOperation: object }>(token, query, { input: { id } })).cancelBulkOperation;
      };
      const early = await s.import(token, await s.upload(token, months(['c'])));
      expect(await cancel(early.id)).toEqual({ operation: { state: 'CANCELLED' }, userErrors: [] });
      const worker = await s.process('worker');
      const { waiting, release } = await s.hold();
      const late = await s.import(token, await s.upload(token, months(['c'])));
      await until(async () => (await waiting()).length === 1);
      expect(await cancel(late.id)).toEqual({ operation: { state: 'RUNNING' }, userErrors: [] });
      await release();
      expect(await s.ended(token, late)).toMatchObject({ state: 'CANCELLED', created: null });
      await wait(500);
      expect(await s.look(token, early.id)).toMatchObject({ state: 'CANCELLED' });
      expect(await s.counts()).toEqual({ ...before, ended: before['ended']! + 1 });
      expect(await cancel(late.id)).toEqual({ operation: null, userErrors: [{ code: 'INVALID_STATE' }] });
      await stopProcess(worker.child);
    },
    minutes,
  );

  test(
    'bad files, and files of others, change nothing and say what is wrong',
    async () => {
      const worker = await s.process('worker');
      const before = await s.counts();
      const partner = await s.signIn(await s.join('PARTNER'));
      const funder = await s.signIn(await s.join('FUNDER'));
      const statusOf = async (...sent: Parameters<ImportScenario['post']>) => (await s.post(...sent)).status;
      expect(await statusOf(s.uploads, 'text/csv', '', token)).toBe(400);
      expect(await statusOf(s.uploads, 'text/csv', 'x')).toBe(401);
      expect(await statusOf(s.uploads, 'text/csv', 'x', funder)).toBe(403);
      expect(await statusOf('/coalitions/col_00000000000000000000000000/uploads', 'text/csv', 'x', token)).toBe(404);
      expect(await statusOf(s.uploads, 'application/json', '{}', token)).toBe(415);
      expect(await statusOf('/auth/sign-in', 'text/csv', 'x')).toBe(415);
      await expect(
        s.upload(token, Buffer.alloc(1024 * 1024 + 1, 'x')).catch((error: Error) => error.message),
      ).resolves.toMatch(/^413|fetch failed/);
      // Without a length told before, it is counted as it comes. Not endless: fetch may go on reading a body that the
      // other side has closed on, until no memory is left.
      let parts = 40;
      const long = new ReadableStream({
        pull: (controller) => (parts-- > 0 ? controller.enqueue(Buffer.alloc(300_000, 'x')) : controller.close()),
      });
      const answered = await s.post(s.uploads, 'text/csv', long, token).then(
        ({ status }) => status,
        () => 'closed',
      );
      expect([413, 'closed']).toContain(answered);
      await until(async () => (await s.database.query('SELECT 1 FROM upload WHERE bytes IS NULL')).rowCount === 0);
      const cut = new AbortController();
      const half = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from(header)) });
      const sent = fetch(s.processes[0]!.address + s.uploads, {
        ...{ method: 'POST', body: half, duplex: 'half', signal: cut.signal },
        headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
      } as RequestInit);
      const unfinished = async () => (await s.database.query('SELECT 1 FROM upload WHERE bytes IS NULL')).rowCount;
      await until(async () => (await unfinished()) === 1);
      cut.abort();
      await expect(sent).rejects.toThrow();
      await until(async () => (await unfinished()) === 0);

      const own = await s.upload(token, months(['a']));
      await expect(s.import(partner, own)).rejects.toThrow('NOT_FOUND');
      const idempotencyKey = randomUUID();
      const once = await s.import(token, own, { idempotencyKey, dryRun: true });
      expect((await s.import(token, await s.upload(token, months(['a'])), { idempotencyKey, dryRun: true })).id).toBe(
        once.id,
      );
      await expect(
        s.import(token, await s.upload(token, months(['b'])), { idempotencyKey, dryRun: true }),
      ).rejects.toThrow('IDEMPOTENCY_KEY_REUSED');

      const wholes: [string | Uint8Array, RegExp][] = [
        ['organization,measure,period\n', /lacks the column "value"/],
        [
          'organisation,measure,period,value\na,people,2020-01,1\n',
          /lacks the column "organization_id" or "organization"/,
        ],
        [header, /no row/],
        [`${header}a,people,2020-01,1\n"b,people,2020-01,1\n`, /starts in line 3, a quote .* never closed/],
        [`${header}a,people,2020-01,1\nb,peo\0ple,2020-01,1\n`, /U\+0000/],
        [
          Buffer.concat([Buffer.from(`${header}a,peo`), Buffer.from([0xff]), Buffer.from('ple,2020-01,1\n')]),
          /not UTF-8/,
        ],
        [`${header}${'x,'.repeat(400_000)}\n`, /more than 100000 characters/],
        [`${'x,'.repeat(40_000)}\n`, /names 40001 columns/],
      ];
      for (const [file, message] of wholes) {
        const refused = await s.ended(token, await s.import(token, await s.upload(token, file), { partial: true }));
        expect(refused).toMatchObject({ state: 'REFUSED', created: 0 });
        expect(refused.refusals[0]).toMatchObject({
          row: null,
          code: 'INVALID',
          message: expect.stringMatching(message),
        });
      }
      const rows = await s.ended(
        token,
        await s.import(token, await s.upload(token, `${header}nobody,=people,2020-01,1\n`)),
      );
      expect(rows.refusals.map(({ row, column, code }) => [row, column, code])).toEqual([
        [2, 'measure', 'UNKNOWN_MEASURE'],
        [2, 'organization', 'UNKNOWN_ORGANIZATION'],
      ]);
      const file = await s.get(rows.errorsUrl!, token);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
      const text = await file.text();
      expect(text.split('\n')[0]).toBe('row,column,code,message,remedy');
      expect((await s.get(rows.errorsUrl!, partner)).status).toBe(404);
      const signed = await s.ask<{ signRefusals: { download: { url: string } } }>(
        token,
        'mutation($input: SignRefusalsInput!) { signRefusals(input: $input) { download { url } } }',
        { input: { bulkOperationId: rows.id } },
      );
      expect(await (await s.get(signed.signRefusals.download.url, '')).text()).toBe(text);
      const { ended: _, ...after } = await s.counts();
      expect(before).toMatchObject(after);
      await stopProcess(worker.child);
    },
    minutes,
  );
});
