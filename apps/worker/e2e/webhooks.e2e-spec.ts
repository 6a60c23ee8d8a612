import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReceiver, type Receiver } from '@keelson/notices/testing';
import { decodeId, encodeId } from '@keelson/platform';
import { queueStores } from '@keelson/platform/testing';
import { Webhook } from 'standardwebhooks';
import { queueOf, startReporting, until, type ReportingScenario, type Started } from './reporting.scenario.js';

const minutes = 240_000;

interface Endpoint {
  id: string;
  secret: string;
}
interface Delivery {
  id: string;
  state: string;
  event: string;
  failure: string | null;
  attempts: { status: number | null; failure: string | null; excerpt: string | null }[];
}

describe.each(queueStores)('webhooks in processes, with the queue on $name', (store) => {
  const test = store.options ? it : it.skip;
  let s: ReportingScenario;
  let receiver: Receiver;
  let slow: Receiver;
  let settings: Record<string, string>;
  beforeAll(async () => {
    if (!store.options) return;
    receiver = await startReceiver();
    slow = await startReceiver(receiver.certificate);
    const file = join(mkdtempSync(join(tmpdir(), 'keelson-hook-')), 'receiver.pem');
    writeFileSync(file, receiver.certificate.cert);
    settings = { KEELSON_WEBHOOK_NETWORKS: '127.0.0.1', NODE_EXTRA_CA_CERTS: file };
    s = await startReporting({ ...queueOf(store, 5), ...settings, KEELSON_LOG: 'log' });
  }, minutes);
  afterAll(async () => {
    await s?.stop();
    await receiver?.stop();
    await slow?.stop();
  });

  const startWorker = (more: Record<string, string> = {}): Promise<Started> => s.startWorker({ ...settings, ...more });
  const coalitionId = () => encodeId('Coalition', s.built.coalition.id);
  const create = async (url: string, events = ['REPORT_PUBLISHED', 'SUBMISSION_APPROVED']): Promise<Endpoint> => {
    const { createWebhookEndpoint: made } = await s.ask<{
      createWebhookEndpoint: { endpoint: Endpoint; secret: string };
    }>(
      `mutation($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) {
         endpoint { id } secret userErrors { message } } }`,
      { input: { coalitionId: coalitionId(), url, events } },
    );
    return { id: made.endpoint.id, secret: made.secret };
  };
  const publish = async (): Promise<string> => {
    const report = await s.request();
    await s.compiled(report);
    await s.ask(`mutation($input: PublishReportInput!) { publishReport(input: $input) { userErrors { message } } }`, {
      input: { id: report.id, audiences: ['FUNDERS'] },
    });
    return report.id;
  };
  const deliveriesOf = async ({ id }: Endpoint): Promise<Delivery[]> => {
    const query = `query($id: ID!) { webhookDeliveries(endpointId: $id, first: 100) {
      nodes { id state event failure attempts { status failure excerpt } } } }`;
    const list = await s.ask<{ webhookDeliveries: { nodes: Delivery[] } }>(query, { id });
    return list.webhookDeliveries.nodes;
  };
  const receivedOf = (id: string) => receiver.received.filter(({ headers }) => headers['webhook-id'] === id);
  const remove = (endpoint: Endpoint) =>
    s.ask(`mutation($id: ID!) { deleteWebhookEndpoint(id: $id) { userErrors { message } } }`, { id: endpoint.id });

  test(
    'tell of a published report, signed so that the standard’s library knows it, with each secret while both are live',
    async () => {
      const worker = await startWorker();
      const endpoint = await create(receiver.url);
      const reportId = await publish();
      await until(async () => receiver.received.length === 1);
      const [{ headers, body, path }] = receiver.received as [Receiver['received'][number]];
      expect(path).toBe('/hook');
      expect(new Webhook(endpoint.secret).verify(body, headers as Record<string, string>)).toEqual({
        ...{ type: 'report.published', timestamp: expect.any(String) },
        data: { coalitionId: coalitionId(), reportId, audiences: ['FUNDERS'] },
      });
      const forged = () => new Webhook(endpoint.secret).verify(`${body} `, headers as Record<string, string>);
      expect(forged).toThrow('No matching signature found');
      await until(async () => (await deliveriesOf(endpoint))[0]?.state === 'DELIVERED');
      const [delivery] = await deliveriesOf(endpoint);
      expect(delivery).toMatchObject({ id: headers['webhook-id'], attempts: [{ status: 204, failure: null }] });

      const { rotateWebhookSecret: rotated } = await s.ask<{ rotateWebhookSecret: { secret: string } }>(
        `mutation($id: ID!) { rotateWebhookSecret(id: $id) { secret userErrors { message } } }`,
        { id: endpoint.id },
      );
      await s.ask(`mutation($id: ID!) { replayDelivery(id: $id) { userErrors { message } } }`, { id: delivery!.id });
      await until(async () => receiver.received.length === 2);
      const again = receiver.received[1]!;
      expect(again.body).toBe(body);
      expect(again.headers['webhook-id']).toBe(headers['webhook-id']);
      for (const secret of [endpoint.secret, rotated.secret]) {
        expect(new Webhook(secret).verify(again.body, again.headers as Record<string, string>)).toBeDefined();
      }
      for (const text of [worker.output(), s.api.output()]) expect(text).not.toMatch(/whsec_|v1,/);
      await remove(endpoint);
      worker.child.kill('SIGKILL');
    },
    minutes,
  );

  test(
    'come again after kill -9, with the same id and the same bytes, and once when nothing was lost',
    async () => {
      const endpoint = await create(receiver.url);
      // Announced while no worker lives, and by an API that knows no receiver.
      const first = await startWorker();
      await publish();
      await until(async () => (await deliveriesOf(endpoint))[0]?.state === 'DELIVERED');
      const [delivered] = await deliveriesOf(endpoint);
      receiver.answer = () => undefined; // it was received, and the answer never comes
      await publish();
      await until(async () => {
        const [latest] = await deliveriesOf(endpoint);
        return latest?.id !== delivered!.id && receivedOf(latest?.id ?? '').length === 1;
      });
      first.child.kill('SIGKILL');
      const [cut] = await deliveriesOf(endpoint);
      expect(cut).toMatchObject({ state: 'PENDING', attempts: [] });
      receiver.answer = (_, response) => void response.writeHead(200).end('{"ok":true}');
      const second = await startWorker();
      await until(async () => (await deliveriesOf(endpoint))[0]?.state === 'DELIVERED');
      const [one, two, ...more] = receivedOf(cut!.id);
      expect(more).toEqual([]);
      expect(two!.body).toBe(one!.body);
      expect(receivedOf(delivered!.id)).toHaveLength(1);
      expect((await deliveriesOf(endpoint))[0]!.attempts).toEqual([
        { status: 200, failure: null, excerpt: '{"ok":true}' },
      ]);
      receiver.answer = (_, response) => void response.writeHead(204).end();
      await remove(endpoint);
      second.child.kill('SIGKILL');
    },
    minutes,
  );

  test(
    'are not delayed by an endpoint that hangs, and two workers send each once',
    async () => {
      slow.answer = () => undefined;
      const [hanging, quick] = [await create(slow.url), await create(receiver.url)];
      const workers = await Promise.all([startWorker(), startWorker()]);
      const before = receiver.received.length;
      const test = `mutation($id: ID!) { sendTestEvent(endpointId: $id) { userErrors { message } } }`;
      for (let i = 0; i < 30; i++) await s.ask(test, { id: hanging.id });
      await until(async () => slow.received.length > 0);
      const started = Date.now();
      for (let i = 0; i < 30; i++) await s.ask(test, { id: quick.id });
      await until(async () => receiver.received.length === before + 30);
      expect(Date.now() - started).toBeLessThan(8_000);
      await until(async () => (await deliveriesOf(quick)).every(({ state }) => state === 'DELIVERED'));
      const ids = receiver.received.slice(before).map(({ headers }) => headers['webhook-id']);
      expect(new Set(ids).size).toBe(30);
      expect((await deliveriesOf(hanging)).every(({ state }) => state === 'PENDING')).toBe(true);
      await remove(hanging);
      await remove(quick);
      for (const { child } of workers) child.kill('SIGKILL');
    },
    minutes,
  );

  test(
    'end at once with an endpoint that answers 410, and leave its people a record',
    async () => {
      receiver.answer = (_, response) => void response.writeHead(410).end();
      const endpoint = await create(receiver.url);
      const worker = await startWorker();
      await publish();
      await until(async () => (await deliveriesOf(endpoint))[0]?.state === 'FAILED');
      const query = `query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { disabledBecause } } }`;
      expect(await s.ask(query, { id: endpoint.id })).toEqual({ node: { disabledBecause: 'GONE' } });
      const { rows } = await s.database.query<{ verb: string }>(
        'SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY id',
        [decodeId('WebhookEndpoint', endpoint.id)],
      );
      expect(rows.map(({ verb }) => verb)).toEqual(['createWebhookEndpoint', 'disableWebhookEndpoint']);
      worker.child.kill('SIGKILL');
    },
    minutes,
  );
});
