import { Client } from 'pg';
import { decodeId } from '@keelson/platform';
import type { Scenario } from '../scenario.js';
import { tellerOf, type Tenant } from './tenant.scenario.js';

/** A calendar address of the backbone's, and something that it follows. */
export async function seedCalendars({ backbone, coalitionId, measures, mark }: Tenant): Promise<void> {
  const staff = tellerOf(backbone);
  await staff.tell('createCalendarFeed', 'calendarFeed { id }', { coalitionId, name: `${mark.text} phone` });
  await staff.tell('follow', 'follow { createdAt }', { measureId: measures.shared.id });
}

/** A digest for every member: compiled ones come on Mondays, to who was there before. */
export async function seedDigests(
  scenario: Scenario,
  { coalitionId, measures, mark }: Pick<Tenant, 'coalitionId' | 'measures' | 'mark'>,
): Promise<void> {
  const subjectId = decodeId('Measure', measures.shared.id);
  const item = { kind: 'NEW_FIGURES', subjectType: 'Measure', subjectId, title: `${mark.text} shared`, on: null };
  const content = { sections: [{ part: 'FIGURES', items: [{ ...item, details: ['2024-01'] }], more: 0 }] };
  const client = new Client({ connectionString: scenario.database.url });
  await client.connect();
  await client.query(
    `INSERT INTO digest (id, coalition_id, person_id, week, language, content)
     SELECT DISTINCT ON (person_id) uuidv7(), coalition_id, person_id, date '2024-01-01', 'en', $2::jsonb
       FROM role_grant WHERE coalition_id = $1`,
    [decodeId('Coalition', coalitionId), JSON.stringify(content)],
  );
  await client.end();
}
