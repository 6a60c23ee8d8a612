import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database, Forbidden, newId, NotFound, record, type Actor, type Announcement } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { mailSettings, openNoticesRoom } from '../testing/index.js';
import {
  AnnouncementSpreader,
  PreferencesService,
  WebhookSender,
  WebhooksService,
  noticeKinds,
  type NoticeKind,
} from './index.js';

let room: TestRoom;
let ours: BuiltCoalition;
let people: Record<'a' | 'b' | 'both' | 'funder' | 'observer', Actor>;
beforeAll(async () => {
  // Nothing is sent here: no sender runs.
  room = await openNoticesRoom({
    ...{ KEELSON_SMTP_URL: 'smtp://127.0.0.1:1', KEELSON_WEBHOOK_NETWORKS: ['127.0.0.1'] },
    ...mailSettings,
  });
  ours = await buildCoalition(room);
  const [a, b] = ours.organizations.map(({ id }) => id) as [string, string];
  const join = (name: string, role: 'PARTNER' | 'FUNDER' | 'OBSERVER', ...organizationIds: string[]) =>
    joinCoalition(room, ours, { role, organizationIds, email: `${name}@example.org` });
  people = {
    ...{
      a: await join('a', 'PARTNER', a),
      b: await join('b', 'PARTNER', b),
      both: await join('both', 'PARTNER', a, b),
    },
    ...{ funder: await join('funder', 'FUNDER'), observer: await join('observer', 'OBSERVER') },
  };
}, 60_000);
afterAll(() => room.close());
beforeEach(() => room.query('DELETE FROM mail'));

async function announce(by: Actor, ...announced: Announcement[]): Promise<void> {
  const { id: coalitionId } = ours.coalition;
  const changes = announced.map((announcement) => {
    const change = { coalitionId, verb: 'test', subjectType: 'Submission', subjectId: newId() } as const;
    return { ...change, announce: announcement };
  });
  await room.get(Database).work(by, (manager) => record(manager, by, ...changes));
  await room.getOfWorker(AnnouncementSpreader).spread();
}
const written = () =>
  room.query<{ address: string; kind: string; facts: Record<string, unknown> }>(
    'SELECT address, kind, facts FROM mail ORDER BY address',
  );
const addresses = async () => (await written()).map(({ address }) => address.replace('@example.org', ''));
const organization = (code: 'a' | 'b') => ours.organizations.find((one) => one.code === code)!.id;

describe('what members are told', () => {
  it('a report is told to the audience that it is published to, each person once', async () => {
    const facts = { title: 'Yearly', audiences: ['COALITION'] };
    await announce(ours.backbone, { event: 'report.published', facts });
    expect(await addresses()).toEqual(['a', 'b', 'both', 'observer']);
    expect((await written())[0]).toMatchObject({ facts: { title: 'Yearly', coalition: ours.coalition.name } });
    await room.query('DELETE FROM mail');
    await announce(ours.backbone, { event: 'report.published', facts: { title: 'Y', audiences: ['FUNDERS'] } });
    expect(await addresses()).toEqual(['funder']);
  });

  it('decisions on submissions are told to those who speak for the organization, many at once in one mail', async () => {
    const of = (code: 'a' | 'b', period: string): Announcement => {
      return { event: 'submission.approved', facts: { organizationId: organization(code), period } };
    };
    const returned = { organizationId: organization('b'), period: '2024-03', reason: 'Row 3 twice' };
    await announce(ours.backbone, ...[of('a', '2024-02'), of('a', '2024-01'), of('b', '2024-01')], {
      event: 'submission.returned',
      facts: returned,
    });
    const told = (await written()).map(({ address, kind, facts }) => [
      address,
      kind,
      facts['periods'],
      facts['reason'],
    ]);
    expect(told).toHaveLength(6);
    expect(told).toEqual(
      expect.arrayContaining([
        ['a@example.org', 'SUBMISSION_APPROVED', ['2024-01', '2024-02'], undefined],
        ['b@example.org', 'SUBMISSION_APPROVED', ['2024-01'], undefined],
        ['b@example.org', 'SUBMISSION_RETURNED', ['2024-03'], 'Row 3 twice'],
      ]),
    );
    expect(told.filter(([address]) => address === 'both@example.org')).toHaveLength(3);
  });

  it('an approval of years names two dozen periods', async () => {
    const many = Array.from({ length: 60 }, (_, i): Announcement => {
      const period = `2024-W${String(i + 1).padStart(2, '0')}`;
      return { event: 'submission.approved', facts: { organizationId: organization('a'), period } };
    });
    await announce(ours.backbone, ...many);
    const [{ facts } = { facts: {} as Record<string, unknown> }] = await written();
    expect(facts['periods']).toHaveLength(24);
    expect(facts['morePeriods']).toBe(36);
  });

  it('nobody is told of what they did, nor of submissions that were merely submitted', async () => {
    await announce(people.a, { event: 'submission.submitted', facts: { organizationId: organization('a') } });
    const facts = { title: 'Y', audiences: ['FUNDERS'] };
    await announce(people.funder, { event: 'report.published', facts });
    expect(await addresses()).toEqual([]);
  });

  it('an overdue commitment is told to all its holders together, each person once', async () => {
    const organizationIds = [organization('a'), organization('b')];
    const facts = { title: 'Count', lastDay: '2026-11-01', organizationIds, organizations: ['A', 'B'] };
    await announce(ours.backbone, { event: 'commitment.overdue', facts: { ...facts, ofBackbone: true } });
    expect(await addresses()).toEqual(['a', 'b', 'both']);
    const told = { title: 'Count', lastDay: '2026-11-01', organizations: ['A', 'B'] };
    expect(await written()).toMatchObject(Array(3).fill({ kind: 'COMMITMENT_OVERDUE', facts: told }));
    await room.query('DELETE FROM mail');
    await announce(people.a, { event: 'commitment.overdue', facts: { ...facts, ofBackbone: true } });
    expect((await addresses()).filter((address) => address.startsWith('backbone'))).toHaveLength(1);
    await room.query('DELETE FROM mail');
    await announce(people.b, {
      event: 'commitment.overdue',
      facts: { ...facts, organizationIds: [organization('a')] },
    });
    expect(await addresses()).toEqual(['a', 'both']);
  });

  it('backbone staff are told of an endpoint that was disabled', async () => {
    const { endpoint } = await room.get(WebhooksService).createEndpoint(ours.backbone, {
      ...{ coalitionId: ours.coalition.id, url: 'https://127.0.0.1:1/secret-path' },
      events: ['report.published'],
    });
    await announce(ours.backbone, { event: 'report.published', facts: { title: 'Y', audiences: [] } });
    await room.query(`UPDATE webhook_endpoint SET failing_since = now() - interval '6 days'`);
    const sender = room.getOfWorker(WebhookSender);
    await sender.sendDue();
    await sender.settle();
    const [backbone] = await room.query<{ email: string }>('SELECT email FROM person WHERE id = $1', [
      ours.backbone.personId,
    ]);
    const facts = { host: '127.0.0.1:1', cause: 'FAILING', days: 5 };
    expect(await written()).toMatchObject([{ address: backbone!.email, kind: 'WEBHOOK_DISABLED', facts }]);
    expect(JSON.stringify(await written())).not.toContain('secret-path');
    await room.get(WebhooksService).deleteEndpoint(ours.backbone, endpoint.id);
  });

  it('another coalition’s members are told nothing', async () => {
    const theirs = await buildCoalition(room);
    await joinCoalition(room, theirs, { role: 'FUNDER', email: 'theirs@example.org' });
    await announce(ours.backbone, {
      event: 'report.published',
      facts: { title: 'Y', audiences: ['FUNDERS', 'COALITION'] },
    });
    expect(await addresses()).toEqual(['a', 'b', 'both', 'funder', 'observer']);
  });
});

describe('a preference', () => {
  const preferences = () => room.get(PreferencesService);
  const wanted = async (actor: Actor) =>
    (await preferences().listPreferences(actor, ours.coalition.id)).filter((one) => one.wanted).map(({ kind }) => kind);

  it('is that everything is wanted, until it is refused, by one person for one coalition and kind', async () => {
    const set = (kind: NoticeKind, want: boolean) =>
      preferences().setPreference(people.funder, ours.coalition.id, { kind, wanted: want });
    expect(await wanted(people.funder)).toEqual([...noticeKinds]);
    await set('REPORT_PUBLISHED', false);
    await set('REPORT_PUBLISHED', false);
    expect(await wanted(people.funder)).not.toContain('REPORT_PUBLISHED');
    expect(await wanted(people.observer)).toContain('REPORT_PUBLISHED');
    const published: Announcement = {
      event: 'report.published',
      facts: { title: 'Y', audiences: ['FUNDERS', 'COALITION'] },
    };
    await announce(ours.backbone, published);
    expect(await addresses()).toEqual(['a', 'b', 'both', 'observer']);
    await set('REPORT_PUBLISHED', true);
    await announce(ours.backbone, published);
    expect(await addresses()).toContain('funder');
    const history = `SELECT 1 FROM audit_event WHERE verb = 'setNoticePreference'`;
    expect(await room.query(history)).toHaveLength(2);
  });

  it('is a person’s own', async () => {
    const { id } = ours.coalition;
    const change = { kind: 'REPORT_PUBLISHED', wanted: false } as const;
    await expect(preferences().setPreference({ ...people.funder, keyId: newId() }, id, change)).rejects.toThrow(
      Forbidden,
    );
    await expect(preferences().setPreference(ours.stranger, id, change)).rejects.toThrow(NotFound);
    await expect(preferences().listPreferences(ours.stranger, id)).rejects.toThrow(NotFound);
  });
});
