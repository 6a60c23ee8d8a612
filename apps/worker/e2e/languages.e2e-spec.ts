import { joinCoalition } from '@keelson/coalitions/testing';
import { startMailServer, type MailServer } from '@keelson/notices/testing';
import { decodeId, encodeId } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { openReportsRoom } from '@keelson/reports/testing';
import { startReporting, until, type ReportingScenario, type RequestedReport } from './reporting.scenario.js';

const minutes = 120_000;
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

let room: TestRoom;
let server: MailServer;
let s: ReportingScenario;
beforeAll(async () => {
  server = await startMailServer();
  room = await openReportsRoom();
  s = await startReporting(
    {
      ...{ KEELSON_SMTP_URL: server.url, KEELSON_MAIL_FROM: 'Keelson <notices@example.org>' },
      KEELSON_PUBLIC_URL: 'https://keelson.example.org',
    },
    room,
  );
  await s.startWorker();
}, minutes);
afterAll(async () => {
  await s?.stop();
  await room?.close();
  await server?.stop();
}, minutes);

/** A mutation of one input. */
async function tell<T>(verb: string, selection: string, input: object): Promise<T> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${verb}(input: $input) { ${selection} userErrors { code field message } } }`;
  return (await s.ask<Record<string, T>>(query, { input }))[verb]!;
}

describe('a coalition that speaks Spanish', () => {
  it(
    'has reports, their pages and its mails in Spanish, with its logo',
    async () => {
      const coalitionId = encodeId('Coalition', s.built.coalition.id);
      await tell('updateCoalition', 'coalition { language }', { id: coalitionId, language: 'es' });
      const { reportDefinition } = await tell<{ reportDefinition: { id: string } }>(
        'defineReport',
        'reportDefinition { id }',
        {
          ...{ coalitionId, code: 'anual', title: 'Informe anual', audiences: ['FUNDERS'] },
          ...{ frequency: 'YEAR', firstPeriod: '2023', lastPeriod: '2024' },
        },
      );
      const { id: definitionId } = reportDefinition;
      const logo = { definitionId, data: pixel, alternative: 'Un camino', reason: 'Nuevo' };
      const shown = await tell(
        'setReportLogo',
        'reportDefinition { versions { language logo { width } logoAlternative } }',
        logo,
      );
      expect(shown).toMatchObject({
        reportDefinition: {
          versions: [
            { language: 'es', logo: { width: 1 }, logoAlternative: 'Un camino' },
            { language: 'es', logo: null, logoAlternative: null },
          ],
        },
      });
      const script = { ...logo, data: Buffer.from('<svg><script/></svg>').toString('base64') };
      await expect(tell('setReportLogo', 'reportDefinition { id }', script)).rejects.toThrow(
        /"INVALID".*\["data"\]|"data"/,
      );

      const { requestEdition } = await s.ask<{ requestEdition: { report: { id: string; language: string } } }>(
        'mutation($id: ID!) { requestEdition(definitionId: $id) { report { id language } userErrors { message } } }',
        { id: definitionId },
      );
      const { id, language } = requestEdition.report;
      expect(language).toBe('es');
      const report: RequestedReport = { id, uuid: decodeId('Report', id)! };
      await s.compiled(report);
      const page = await s.fileOf(report, 'html');
      for (const told of [
        ...['<html lang="es" dir="ltr">', 'Informado por', 'Calidad de los datos', '0,3333'],
        ...[`src="data:image/png;base64,${pixel}"`, 'alt="Un camino"'],
      ]) {
        expect(page).toContain(told);
      }
      expect(await s.fileOf(report, 'pdf')).toContain('/Lang (es)');

      await joinCoalition(room, s.built, { role: 'FUNDER', email: 'ana@example.org' });
      const { personId } = await joinCoalition(room, s.built, { role: 'FUNDER', email: 'fay@example.org' });
      await room.query(`UPDATE person SET language = 'en' WHERE id = $1`, [personId]);
      await tell('publishReport', 'report { id }', { id, audiences: ['FUNDERS'] });
      const mailTo = (address: string) => server.mails.find(({ to }) => to.includes(address));
      await until(async () => !!mailTo('ana@example.org') && !!mailTo('fay@example.org'));
      expect(mailTo('ana@example.org')!.headers['subject']).toContain('se ha publicado el informe «Informe anual»');
      expect(mailTo('ana@example.org')!.html).toContain('<html lang="es">');
      expect(mailTo('fay@example.org')!.headers['subject']).toContain('the report "Informe anual" is published');

      const { url } = await tell<{ url: string }>('shareReport', 'url', {
        ...{ reportId: id, audience: 'FUNDERS', name: 'Ana' },
      });
      const shared = await fetch(url.replace('https://keelson.example.org', s.api.address));
      expect(shared.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; img-src data:$/);
      expect(await shared.text()).toContain('alt="Un camino"');
    },
    minutes,
  );

  it(
    'has people who choose for themselves, among languages and time zones that there are',
    async () => {
      const mine = 'person { language timeZone }';
      const settings = { language: 'pt-br', timeZone: 'America/Bogota' };
      const chosen = { language: 'pt-BR', timeZone: 'America/Bogota' };
      expect(await tell('updateViewer', mine, settings)).toEqual({ person: chosen, userErrors: [] });
      const query =
        'mutation($input: UpdateViewerInput!) { updateViewer(input: $input) { userErrors { code field } } }';
      const errorsOf = (input: object) => s.ask(query, { input }).catch((error: Error) => JSON.parse(error.message));
      expect(await errorsOf({ language: 'xx' })).toEqual([{ code: 'INVALID', field: ['language'] }]);
      expect(await errorsOf({ timeZone: 'Mars/Olympus' })).toEqual([{ code: 'INVALID', field: ['timeZone'] }]);
      expect(await s.ask('{ viewer { language timeZone } }')).toEqual({ viewer: chosen });
      expect(await tell('updateViewer', mine, { language: null })).toMatchObject({
        person: { ...chosen, language: null },
      });
    },
    minutes,
  );
});
