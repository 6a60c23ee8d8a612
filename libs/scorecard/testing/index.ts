import type { BuiltCoalition } from '@keelson/coalitions/testing';
import { wordsIn } from '@keelson/messages';
import { newId } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { ScorecardService, tellFinding, type CheckName, type KeptFinding } from '../src/index.js';

/** What the scorecard says of one check now. */
export async function checkOf(room: TestRoom, built: BuiltCoalition, name: CheckName): Promise<KeptFinding> {
  const { conditions } = await room.get(ScorecardService).scorecard(built.backbone, built.coalition.id);
  const check = conditions.flatMap(({ checks }) => checks).find((one) => one.check === name);
  if (!check) throw new Error(`No check ${name}.`);
  return check;
}

/** The state of one check, and its sentence. */
export async function toldOf(room: TestRoom, built: BuiltCoalition, name: CheckName): Promise<[string, string]> {
  const check = await checkOf(room, built, name);
  return [check.state, tellFinding(check, wordsIn('en'))];
}

/** Writes a row as the owner: facts of other days, which no verb writes. Answers with its id. */
export async function put(
  room: TestRoom,
  { coalition }: BuiltCoalition,
  table: string,
  row: Record<string, unknown>,
): Promise<string> {
  const whole: Record<string, unknown> = { id: newId(), coalition_id: coalition.id, ...row };
  const names = Object.keys(whole);
  const places = names.map((_, i) => `$${i + 1}`).join(', ');
  await room.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(whole));
  return whole['id'] as string;
}

/** A day so many days from today. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Noon of that day, before now where it is today. */
export function moment(offset: number): Date {
  return offset === 0 ? new Date(Date.now() - 1_000) : new Date(`${day(offset)}T12:00:00Z`);
}

/** A conversation that these organizations took part in, with notes on its day unless told; held so many days ago. */
export async function putConversation(
  room: TestRoom,
  built: BuiltCoalition,
  ago: number,
  { with: organizations = [], ...row }: Record<string, unknown> & { with?: string[] } = {},
): Promise<string> {
  const noted = 'notes' in row ? {} : { notes: 'What we said', notes_at: moment(-ago) };
  const id = await put(room, built, 'conversation', {
    ...{ channel: 'MEETING', title: 'We met', held_at: moment(-ago), host_names: [], time_zone: 'UTC' },
    ...{ logged_by_id: built.backbone.personId, created_at: moment(-ago), ...noted, ...row },
  });
  for (const code of organizations) {
    const organizationId = built.organizations.find((one) => one.code === code)?.id;
    await put(room, built, 'participant', {
      ...{ conversation_id: id, organization_id: organizationId, people: 1, names: [] },
    });
  }
  return id;
}

/** Rewrites what is immutable, as the owner: the same facts, of another day. */
export async function rewrite(room: TestRoom, statement: string): Promise<void> {
  await room.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
}
