import { ActivitiesModule } from '@keelson/activities';
import { AgendaModule } from '@keelson/agenda';
import { BriefingsModule } from '@keelson/briefings';
import { CoalitionsModule } from '@keelson/coalitions';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import { CommitmentsModule } from '@keelson/commitments';
import { CommunicationsModule } from '@keelson/communications';
import { NoticesModule } from '@keelson/notices';
import { ConfigOfTest, mailSettings } from '@keelson/notices/testing';
import type { Actor } from '@keelson/platform';
import { openRooms, type TestRoom } from '@keelson/platform/testing';
import { SubmissionsModule } from '@keelson/submissions';
import { DigestCompiler, DigestCompilingModule, DigestsModule, DigestsService, type Digest } from '../src/index.js';

const day = 86_400_000;
const hour = 3_600_000;
/** The first day of the week of now, in UTC. */
const monday = new Date(Math.floor((Date.now() - 4 * day) / (7 * day)) * 7 * day + 4 * day);
export const week = monday.toISOString().slice(0, 10);

/** So many hours after the Monday at seven on which this week is told. */
export const afterSeven = (hours: number) => new Date(monday.getTime() + 7 * day + (7 + hours) * hour);

/** The rooms that digests tell of; no sender runs, so that mails stay where they are written. */
export function openDigestsRoom(): Promise<TestRoom> {
  const config = ConfigOfTest.with({ KEELSON_SMTP_URL: 'smtp://127.0.0.1:1', ...mailSettings });
  const rooms = [CoalitionsModule, AgendaModule, ActivitiesModule, CommunicationsModule, CommitmentsModule];
  const above = [SubmissionsModule, BriefingsModule, NoticesModule, DigestsModule];
  return openRooms([config, ...rooms, ...above], [config, DigestCompilingModule]);
}

interface KeptRow {
  [column: string]: unknown;
  person_id: string;
  week: string;
  content: unknown;
}

interface MailRow {
  [column: string]: unknown;
  person_id: string;
  facts: { sections: string[][]; coalition: string };
}

/** A coalition of three partners with a person for each, a funder and an observer: with its founder, six members. */
export interface ToldCoalition extends BuiltCoalition {
  people: Record<'a' | 'b' | 'c' | 'funder' | 'observer', Actor>;
  /** Whether there may be more. */
  compile(at?: Date, most?: number): Promise<boolean>;
  /** The clock looks again in a quarter of an hour; here at once. */
  hurry(): Promise<unknown>;
  digestsOf(who: Actor): Promise<Digest[]>;
  /** The latest digest, each line as "KIND | title | details". */
  linesOf(who: Actor): Promise<string[]>;
  rows(): Promise<KeptRow[]>;
  mails(): Promise<MailRow[]>;
}

export async function buildToldCoalition(room: TestRoom): Promise<ToldCoalition> {
  const built = await buildCoalition(room);
  const { id } = built.coalition;
  const join = (role: 'PARTNER' | 'FUNDER' | 'OBSERVER', ...codes: string[]) => {
    const organizations = built.organizations.filter(({ code }) => codes.includes(code));
    return joinCoalition(room, built, { role, organizationIds: organizations.map((one) => one.id) });
  };
  const digestsOf = async (who: Actor) => (await room.get(DigestsService).listDigests(who, id, {})).nodes;
  return {
    ...built,
    people: {
      ...{ a: await join('PARTNER', 'a'), b: await join('PARTNER', 'b'), c: await join('PARTNER', 'c') },
      ...{ funder: await join('FUNDER'), observer: await join('OBSERVER') },
    },
    compile: (at = afterSeven(0), most) => room.getOfWorker(DigestCompiler).compilePortion(id, at, most),
    hurry: () => room.query('UPDATE digest_clock SET next_at = now() WHERE coalition_id = $1', [id]),
    digestsOf,
    linesOf: async (who) => {
      const sections = (await digestsOf(who))[0]?.content?.sections ?? [];
      const items = sections.flatMap((section) => section.items);
      return items.map(({ kind, title, details }) => [kind, title, ...details].join(' | '));
    },
    rows: () => room.query<KeptRow>('SELECT person_id, week::text, content FROM digest WHERE coalition_id = $1', [id]),
    mails: () =>
      room.query<MailRow>(`SELECT person_id, facts FROM mail WHERE kind = 'WEEKLY_DIGEST' AND coalition_id = $1`, [id]),
  };
}
