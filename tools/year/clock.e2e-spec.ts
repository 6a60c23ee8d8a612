import { startMailServer, type MailServer } from '../../libs/notices/testing/index.js';
import { acceptInvitation, memberPassword } from '../../apps/api/e2e/coalition.scenario.js';
import { createCoalition } from '../../apps/api/e2e/server.scenario.js';
import { administrator } from '../../apps/api/e2e/scenario.js';
import { tellerOf } from '../../apps/api/e2e/access/tenant.scenario.js';
import { until } from '../../apps/worker/e2e/reporting.scenario.js';
import { canSetClock, startClocked, type Clocked } from './clocked.scenario.js';

const minutes = 120_000;
const title = canSetClock
  ? 'a clock that tests set'
  : "a clock that tests set (skipped: install Debian's package faketime)";

describe(title, () => {
  const test = canSetClock ? it : it.skip;
  let s: Clocked;
  let server: MailServer;
  beforeAll(async () => {
    if (!canSetClock) return;
    server = await startMailServer();
    s = await startClocked('2027-01-04T09:00:00Z', {
      ...{ KEELSON_SMTP_URL: server.url, KEELSON_MAIL_FROM: 'Keelson <notices@example.org>' },
      KEELSON_PUBLIC_URL: 'https://keelson.example.org',
    });
  }, minutes);
  afterAll(async () => {
    await s?.stop();
    await server?.stop();
  });
  const asAdministrator = async () => s.as(await s.signIn(administrator.email, administrator.password));

  test('is believed by the database and by both processes, as often as it is moved', async () => {
    const believed = async () => {
      const token = await s.signIn(administrator.email, administrator.password);
      const { rows } = await s.database.query<{ now: Date }>('SELECT now()');
      const { iat } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { iat: number };
      return [rows[0]!.now, new Date(iat * 1000)].map((moment) => moment.toISOString().slice(0, 10));
    };
    expect(await believed()).toEqual(['2027-01-04', '2027-01-04']);
    await s.moveTo('2027-02-01T09:00:00Z');
    expect(await believed()).toEqual(['2027-02-01', '2027-02-01']);
  });

  test(
    'brings the mail that an agreement ends, to both of its parties, 30 days before and not a day earlier',
    async () => {
      await s.moveTo('2027-03-01T09:00:00Z');
      const backbone = await asAdministrator();
      const coalitionId = await createCoalition(backbone, 'ours');
      const { tell } = tellerOf(await asAdministrator());
      const made = await tell<{ organizations: { id: string }[] }>('addOrganizations', 'organizations { id }', {
        ...{ coalitionId, organizations: [{ code: 'a', name: 'A' }] },
      });
      const [{ id: organizationId }] = made.organizations as [{ id: string }];
      const { measures } = await tell<{ measures: [{ id: string }] }>('createMeasures', 'measures { id }', {
        coalitionId,
        measures: [
          {
            ...{ code: 'visits', name: 'Visits', unit: 'visits' },
            ...{ numberKind: 'COUNT', direction: 'INCREASE', frequency: 'YEAR' },
          },
        ],
      });
      const { link } = await tell<{ link: string }>('invitePerson', 'link', {
        ...{ coalitionId, email: 'pat@example.org', name: 'Pat', role: 'PARTNER', organizationIds: [organizationId] },
      });
      await acceptInvitation({ address: s.address }, link, { password: memberPassword });
      const { tell: tellAsPartner } = tellerOf(s.as(await s.signIn('pat@example.org', memberPassword)));
      for (const [purpose, to] of [
        ['The first report', '2027-05-30'],
        ['The second report', '2027-05-31'],
      ]) {
        const { agreement } = await tell('proposeAgreement', 'agreement { id }', {
          ...{ coalitionId, purpose, to, from: '2027-03-01', grain: 'COALITION' },
          ...{ organizationIds: [organizationId], measureIds: [measures[0].id], audiences: ['FUNDERS'] },
        });
        await tell('signAgreement', 'agreement { id }', { id: agreement!.id });
        await tellAsPartner('signAgreement', 'agreement { id }', { id: agreement!.id, organizationId });
      }
      const told = (lastDay: string) =>
        server.mails.flatMap(({ text, to }) => (text.includes(`holds until ${lastDay}`) ? to : [])).sort();
      const both = [administrator.email, 'pat@example.org'];

      await s.moveTo('2027-04-30T09:00:00Z');
      await s.restartWorker();
      await until(async () => told('30 May 2027').length === 2);
      expect([told('30 May 2027'), told('31 May 2027')]).toEqual([both, []]);

      await s.moveTo('2027-05-01T09:00:00Z');
      await s.restartWorker();
      await until(async () => told('31 May 2027').length === 2);
      expect([told('30 May 2027'), told('31 May 2027')]).toEqual([both, both]);
    },
    minutes,
  );
});
