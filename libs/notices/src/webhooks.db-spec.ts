import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import {
  Database,
  Forbidden,
  InvalidInput,
  newId,
  NotFound,
  record,
  type Actor,
  type Announcement,
} from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { openNoticesRoom, startReceiver } from '../testing/index.js';
import { AnnouncementSpreader, DeliveriesService, WebhookSender, WebhooksService } from './index.js';

let room: TestRoom;
let webhooks: WebhooksService;
let deliveries: DeliveriesService;
let ours: BuiltCoalition;
beforeAll(async () => {
  room = await openNoticesRoom({ KEELSON_WEBHOOK_NETWORKS: ['127.0.0.1'] });
  [webhooks, deliveries] = [room.get(WebhooksService), room.get(DeliveriesService)];
}, 60_000);
afterAll(() => room.close());
beforeEach(async () => {
  await room.query('DELETE FROM webhook_endpoint');
  await room.query('DELETE FROM announcement');
  ours = await buildCoalition(room);
}, 20_000);

const url = 'https://hooks.example.org/keelson';
const make = (built = ours, more: Partial<Parameters<WebhooksService['createEndpoint']>[1]> = {}) =>
  webhooks.createEndpoint(built.backbone, {
    coalitionId: built.coalition.id,
    url,
    events: ['report.published'],
    ...more,
  });

/** A change that others are told of, as the rooms make one. */
async function announce(by: Actor, coalitionId: string, announced: Partial<Announcement> = {}): Promise<string> {
  const subjectId = newId();
  const announcement = { event: 'report.published', facts: {}, ...announced } as const;
  const change = { coalitionId, verb: 'publishReport', subjectType: 'Report', subjectId } as const;
  await room.get(Database).work(by, (manager) => record(manager, by, { ...change, announce: announcement }));
  return subjectId;
}
const spread = () => room.getOfWorker(AnnouncementSpreader).spread();
const rows = <T extends object = { event: string; body: string; state: string; failure: string | null }>() =>
  room.query<T & Record<string, unknown>>('SELECT * FROM webhook_delivery ORDER BY id');
const problem = (code: string, ...field: string[]) => ({ problems: [{ code, field }] });

describe('an endpoint', () => {
  it('is made with a secret that is shown once, and kept where the API cannot read it', async () => {
    const { endpoint, secret } = await make(ours, { description: 'warehouse' });
    expect(endpoint).toMatchObject({ url, description: 'warehouse', events: ['report.published'], disabledAt: null });
    expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
    const [kept] = await room.query<{ sealed: Buffer }>('SELECT sealed FROM webhook_secret');
    expect(kept!.sealed.toString('latin1')).not.toContain(Buffer.from(secret.slice(6), 'base64').toString('latin1'));
    const reading = room
      .get(Database)
      .read(ours.backbone, (manager) => manager.query('SELECT sealed FROM webhook_secret'));
    await expect(reading).rejects.toThrow('permission denied');
    expect(await webhooks.secretsOf(ours.backbone, [endpoint.id])).toMatchObject([{ expiresAt: null }]);
    const history = await room.query(`SELECT * FROM audit_event WHERE verb = 'createWebhookEndpoint'`);
    expect(JSON.stringify(history)).toContain('hooks.example.org');
    expect(JSON.stringify(history)).not.toMatch(/whsec_|\/keelson"/);
  });

  it.each([
    ['http', 'http://hooks.example.org/', 'INVALID'],
    ['no address at all', 'hooks', 'INVALID'],
    ['a script', 'javascript:alert(1)', 'INVALID'],
    ['a name and a password', 'https://user:password@hooks.example.org/', 'INVALID'],
    ['a name', 'https://user@hooks.example.org/', 'INVALID'],
    ['a "#"', 'https://hooks.example.org/#a', 'INVALID'],
    ['a private address', 'https://10.1.2.3/', 'INVALID'],
    ['a private address in another spelling', 'https://0xa.1.2.3/', 'INVALID'],
    ['the address of a cloud’s metadata', 'https://169.254.169.254/latest', 'INVALID'],
    ['a private IPv6 address', 'https://[fd00::1]/', 'INVALID'],
    ['a mapped IPv4 address', 'https://[::ffff:10.1.2.3]/', 'INVALID'],
    ['too long a text', `https://hooks.example.org/${'a'.repeat(2_000)}`, 'TOO_LONG'],
  ])('is not made for %s, nor moved there', async (_, bad, code) => {
    await expect(make(ours, { url: bad })).rejects.toMatchObject(problem(code, 'url'));
    const { endpoint } = await make();
    const moving = webhooks.updateEndpoint(ours.backbone, endpoint.id, { url: bad });
    await expect(moving).rejects.toMatchObject(problem(code, 'url'));
    expect(await webhooks.loadEndpoints(ours.backbone, [endpoint.id])).toMatchObject([{ url }]);
  });

  it('may be at a private address that the settings name', async () => {
    expect((await make(ours, { url: 'https://127.0.0.1:8443/' })).endpoint.url).toBe('https://127.0.0.1:8443/');
  });

  it('needs events that there are', async () => {
    await expect(make(ours, { events: [] })).rejects.toMatchObject(problem('REQUIRED', 'events'));
    const strange = make(ours, { events: ['report.published', 'person.deleted' as never] });
    await expect(strange).rejects.toMatchObject(problem('INVALID', 'events', '1'));
  });

  it('is one of twenty, also when two are made at once', async () => {
    for (let i = 0; i < 18; i++) await make();
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => make()));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refused = made.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject(problem('TOO_MANY', 'coalitionId'));
  });

  it('is set by backbone staff who signed in, seen by backbone staff, and absent for everybody else', async () => {
    const { endpoint } = await make();
    const other = await buildCoalition(room);
    const key = { ...ours.backbone, keyId: newId() };
    await expect(
      webhooks.createEndpoint(key, { coalitionId: ours.coalition.id, url, events: ['report.published'] }),
    ).rejects.toThrow(Forbidden);
    await expect(webhooks.rotateSecret(key, endpoint.id, 0)).rejects.toThrow(Forbidden);
    expect(await webhooks.loadEndpoints(key, [endpoint.id])).toHaveLength(1);
    for (const actor of [ours.partner('a'), ours.funder]) {
      await expect(
        webhooks.createEndpoint(actor, { coalitionId: ours.coalition.id, url, events: ['report.published'] }),
      ).rejects.toThrow(Forbidden);
      expect(() => webhooks.listEndpoints(actor, ours.coalition.id, {})).toThrow(Forbidden);
    }
    for (const actor of [ours.partner('a'), ours.funder, ours.stranger, other.backbone]) {
      expect(await webhooks.loadEndpoints(actor, [endpoint.id])).toEqual([]);
      expect(await webhooks.secretsOf(actor, [endpoint.id])).toEqual([]);
      const verbs = [
        () => webhooks.updateEndpoint(actor, endpoint.id, { url }),
        () => webhooks.disableEndpoint(actor, endpoint.id),
        () => webhooks.enableEndpoint(actor, endpoint.id),
        () => webhooks.deleteEndpoint(actor, endpoint.id),
        () => webhooks.rotateSecret(actor, endpoint.id, 0),
        () => deliveries.sendTestEvent(actor, endpoint.id),
        () => deliveries.listDeliveries(actor, endpoint.id, {}, {}),
      ];
      for (const verb of verbs) await expect(verb()).rejects.toThrow(NotFound);
    }
  });

  it('has two secrets while one takes the other’s place, and never three', async () => {
    const { endpoint, secret } = await make();
    await expect(webhooks.rotateSecret(ours.backbone, endpoint.id, 10_081)).rejects.toThrow(InvalidInput);
    const rotated = await webhooks.rotateSecret(ours.backbone, endpoint.id, 60);
    expect(rotated.secret).not.toBe(secret);
    const [old, fresh] = await webhooks.secretsOf(ours.backbone, [endpoint.id]);
    expect(old!.expiresAt!.getTime()).toBeGreaterThan(Date.now() + 59 * 60_000);
    expect(fresh!.expiresAt).toBeNull();
    await expect(webhooks.rotateSecret(ours.backbone, endpoint.id, 0)).rejects.toMatchObject({
      rule: 'webhook.rotating',
    });
    await room.query(`UPDATE webhook_secret SET expires_at = now() WHERE expires_at IS NOT NULL`);
    await webhooks.rotateSecret(ours.backbone, endpoint.id, 0);
    expect(await webhooks.secretsOf(ours.backbone, [endpoint.id])).toHaveLength(1);
  });
});

describe('an announcement', () => {
  it('becomes a delivery for each endpoint that chose its event, once, whoever spreads it', async () => {
    const chosen = await make();
    await make(ours, { events: ['agenda.adopted'] });
    const disabled = await make();
    await webhooks.disableEndpoint(ours.backbone, disabled.endpoint.id);
    const reportId = await announce(ours.backbone, ours.coalition.id, {
      facts: { title: 'A title that stays here', audiences: ['FUNDERS'] },
    });
    await Promise.all([spread(), spread(), spread()]);
    const [delivery, ...more] = await rows();
    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ endpoint_id: chosen.endpoint.id, event: 'report.published', state: 'PENDING' });
    expect(JSON.parse(delivery!.body)).toEqual({
      type: 'report.published',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        coalitionId: expect.stringMatching(/^col_/),
        reportId: expect.stringMatching(/^rep_/),
        audiences: ['FUNDERS'],
      },
    });
    expect(delivery!.body).not.toContain(reportId);
    expect(await room.query('SELECT 1 FROM announcement')).toEqual([]);
  });

  it('is undone with the change that it tells of', async () => {
    await make();
    const failing = room.get(Database).work(ours.backbone, async (manager) => {
      const change = {
        coalitionId: ours.coalition.id,
        verb: 'publishReport',
        subjectType: 'Report',
        subjectId: newId(),
      } as const;
      await record(manager, ours.backbone, { ...change, announce: { event: 'report.published', facts: {} } });
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await spread();
    expect(await rows()).toEqual([]);
  });

  it('reaches the endpoints of its own coalition and no other’s', async () => {
    const theirs = await buildCoalition(room);
    const [mine, other] = [await make(), await make(theirs)];
    await announce(theirs.backbone, theirs.coalition.id);
    await spread();
    expect(await rows()).toMatchObject([{ endpoint_id: other.endpoint.id, coalition_id: theirs.coalition.id }]);
    const list = await deliveries.listDeliveries(theirs.backbone, other.endpoint.id, {}, {});
    expect(list.nodes).toHaveLength(1);
    const [delivery] = list.nodes;
    expect(await deliveries.loadDeliveries(ours.backbone, [delivery!.id])).toEqual([]);
    await expect(deliveries.replayDelivery(ours.backbone, delivery!.id)).rejects.toThrow(NotFound);
    await expect(deliveries.listDeliveries(ours.backbone, other.endpoint.id, {}, {})).rejects.toThrow(NotFound);
    expect((await deliveries.listDeliveries(ours.backbone, mine.endpoint.id, {}, {})).nodes).toEqual([]);
  });
});

describe('an endpoint that takes nothing', () => {
  const send = async () => {
    const sender = room.getOfWorker(WebhookSender);
    await sender.sendDue();
    await sender.settle();
  };

  it('is tried eleven times over a day, then the delivery fails with the last reason and can be replayed', async () => {
    // Its certificate is one that nobody vouches for.
    const receiver = await startReceiver();
    const { endpoint } = await make(ours, { url: receiver.url });
    const { id } = await deliveries.sendTestEvent(ours.backbone, endpoint.id);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 11; attempt++) {
      await send();
      const [{ wait } = { wait: 0 }] = await room.query<{ wait: number }>(
        'SELECT extract(epoch FROM next_attempt_at - now())::float8 AS wait FROM webhook_delivery',
      );
      waits.push(wait);
      await room.query(`UPDATE webhook_delivery SET next_attempt_at = now() WHERE state = 'PENDING'`);
    }
    expect(waits.pop()).toBeNull();
    expect(waits.every((wait, i) => i === 0 || wait > waits[i - 1]!)).toBe(true);
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600;
    expect(hours).toBeGreaterThan(21.5);
    expect(hours).toBeLessThan(24);
    expect(await rows()).toMatchObject([
      {
        state: 'FAILED',
        failure: expect.stringMatching(/^Its certificate was not accepted .* It was tried 11 times over a day\.$/),
      },
    ]);
    const attempts = await deliveries.attemptsOf(ours.backbone, [id]);
    expect(attempts).toHaveLength(11);
    expect(attempts[0]).toMatchObject({ status: null, excerpt: null });
    expect(await deliveries.attemptsOf((await buildCoalition(room)).backbone, [id])).toEqual([]);
    const replayed = await deliveries.replayDelivery(ours.backbone, id);
    expect(replayed).toMatchObject({ id, state: 'PENDING', attempts: 0, failure: null });
    await expect(deliveries.replayDelivery(ours.backbone, id)).rejects.toMatchObject({ rule: 'delivery.pending' });
    await send();
    expect(await deliveries.attemptsOf(ours.backbone, [id])).toHaveLength(12);
    expect(receiver.received).toEqual([]);
    await receiver.stop();
  });

  it('is disabled after five days of it, on record, and its deliveries are given up', async () => {
    const receiver = await startReceiver();
    const { endpoint } = await make(ours, { url: receiver.url });
    await deliveries.sendTestEvent(ours.backbone, endpoint.id);
    await deliveries.sendTestEvent(ours.backbone, endpoint.id);
    await send();
    await room.query(`UPDATE webhook_endpoint SET failing_since = now() - interval '5 days 1 minute'`);
    await room.query(`UPDATE webhook_delivery SET next_attempt_at = now()`);
    await send();
    const [after] = await webhooks.loadEndpoints(ours.backbone, [endpoint.id]);
    expect(after).toMatchObject({ disabledBecause: 'FAILING', disabledAt: expect.any(Date) });
    expect(await rows()).toMatchObject([{ state: 'FAILED' }, { state: 'FAILED' }]);
    const history = await room.query(
      `SELECT person_id, reason FROM audit_event WHERE verb = 'disableWebhookEndpoint' AND subject_id = $1`,
      [endpoint.id],
    );
    expect(history).toEqual([{ person_id: null, reason: 'It took nothing for 5 days.' }]);
    const testing = deliveries.sendTestEvent(ours.backbone, endpoint.id);
    await expect(testing).rejects.toMatchObject({ rule: 'webhook.disabled' });
    const enabled = await webhooks.enableEndpoint(ours.backbone, endpoint.id);
    expect(enabled).toMatchObject({ disabledAt: null, disabledBecause: null, failingSince: null });
    await receiver.stop();
  });

  it('leaves with its log when it is deleted', async () => {
    const { endpoint } = await make(ours, { url: 'https://127.0.0.1:1/' });
    const { id } = await deliveries.sendTestEvent(ours.backbone, endpoint.id);
    await send();
    expect(await deliveries.attemptsOf(ours.backbone, [id])).toMatchObject([
      { failure: 'The connection failed (ECONNREFUSED).' },
    ]);
    await webhooks.deleteEndpoint(ours.backbone, endpoint.id);
    for (const table of ['webhook_endpoint', 'webhook_secret', 'webhook_delivery', 'webhook_attempt']) {
      expect(await room.query(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
  });
});
