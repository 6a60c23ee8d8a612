import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { Database, newId, record, type Announcement } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { mailSettings, openNoticesRoom, startMailServer, type MailServer } from '../testing/index.js';
import { AnnouncementSpreader, MailSender } from './index.js';

let server: MailServer;
let room: TestRoom;
let ours: BuiltCoalition;
beforeAll(async () => {
  server = await startMailServer();
  room = await openNoticesRoom({ KEELSON_SMTP_URL: server.url, ...mailSettings });
  ours = await buildCoalition(room);
}, 60_000);
afterAll(async () => {
  await room?.close();
  await server?.stop();
});

async function publish(): Promise<void> {
  const { id: coalitionId } = ours.coalition;
  const change = { coalitionId, verb: 'test', subjectType: 'Report', subjectId: newId() } as const;
  const announce: Announcement = { event: 'report.published', facts: { title: 'Anual', audiences: ['FUNDERS'] } };
  await room.get(Database).work(ours.backbone, (manager) => record(manager, ours.backbone, { ...change, announce }));
  await room.getOfWorker(AnnouncementSpreader).spread();
  const sender = room.getOfWorker(MailSender);
  await sender.sendDue();
  await sender.settle();
}

it('a mail is in the language of its person, or else in that of the coalition, or else in English', async () => {
  const languages = { ana: 'es-MX', kofi: 'en', alem: 'am', none: null };
  for (const [name, language] of Object.entries(languages)) {
    const { personId } = await joinCoalition(room, ours, { role: 'FUNDER', email: `${name}@example.org` });
    await room.query('UPDATE person SET language = $2 WHERE id = $1', [personId, language]);
  }
  await room.query(`UPDATE coalition SET language = 'es' WHERE id = $1`, [ours.coalition.id]);
  await publish();
  const heard = Object.fromEntries(
    server.mails.map(({ to, html }) => [to[0]!.split('@')[0], /<html lang="([^"]+)"/.exec(html)?.[1]]),
  );
  expect(heard).toEqual({ ana: 'es-MX', kofi: 'en', alem: 'en', none: 'es' });
  const [ana] = server.mails.filter(({ to }) => to[0] === 'ana@example.org');
  expect(ana!.text).toContain('ha publicado para usted el informe «Anual».');
  expect(ana!.text).toContain('Iniciar sesión para leerlo:');
});
