import { InvalidInput, type Problem } from '@keelson/platform';
import { problemsOfVoices } from './check-voices.js';
import {
  problem,
  problemsOfText,
  type ConversationChanges,
  type NewAgendaItem,
  type NewParticipant,
} from './conversation-input.js';

const earliest = new Date('1900-01-01T00:00:00Z');
const longestTopic = 24 * 60;
const year = 366 * 24 * 60 * 60 * 1000;

export function requireSoundConversation(input: ConversationChanges & { agendaItems?: NewAgendaItem[] | null }): void {
  const problems = [
    ...(input.title == null ? [] : problemsOfText('title', input.title)),
    ...(input.heldAt ? problemsOfHeldAt(input.heldAt) : []),
    ...(input.participants ?? []).flatMap((_, i) => problemsOfParticipant(input.participants ?? [], i)),
    ...problemsOfHosts('hostOrganizationIds', input.hostOrganizationIds ?? []),
    ...problemsOfHosts('hostNames', input.hostNames ?? []),
    ...problemsOfIds('hostOrganizationIds', input.hostOrganizationIds ?? []),
    ...problemsOfIds('activityIds', input.activityIds ?? []),
    ...problemsOfIds('changedActivityIds', input.changedActivityIds ?? []),
    ...problemsOfVoices(input.voices ?? []),
    ...problemsOfTimeZone(input.timeZone ?? null),
    ...problemsOfAgendaItems(input.agendaItems ?? []),
  ];
  if (problems.length > 0) throw new InvalidInput(problems);
}

export function problemsOfAgendaItems(items: NewAgendaItem[]): Problem[] {
  return items.flatMap(({ topic, minutes }, i) => [
    ...problemsOfText(`agendaItems.${i}.topic`, topic),
    ...(minutes == null || (minutes >= 1 && minutes <= longestTopic)
      ? []
      : [problem('OUT_OF_RANGE', `agendaItems.${i}.minutes`, `A topic takes 1 to ${longestTopic} minutes.`)]),
  ]);
}

function problemsOfHosts(field: string, hosts: string[]): Problem[] {
  if (hosts.length <= 2) return [];
  return [problem('TOO_MANY', field, 'One or two host a conversation; the others take part.')];
}

/** PostgreSQL reads an offset such as +02:00 the other way round, so that only names will do. */
function problemsOfTimeZone(timeZone: string | null): Problem[] {
  if (timeZone === null || (/^[A-Za-z]/.test(timeZone) && isTimeZone(timeZone))) return [];
  return [problem('INVALID', 'timeZone', `"${timeZone}" is not a time zone; write one such as Europe/Berlin.`)];
}

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** Far-off instants are mistyped years; an invitation a few weeks ahead is fine. */
function problemsOfHeldAt(heldAt: Date): Problem[] {
  if (heldAt >= earliest && heldAt.getTime() <= Date.now() + year) return [];
  return [problem('OUT_OF_RANGE', 'heldAt', 'A conversation lies between 1900 and a year from now: check the year.')];
}

function problemsOfParticipant(participants: NewParticipant[], i: number): Problem[] {
  const { organizationId, people, names } = participants[i]!;
  const field = `participants.${i}`;
  const first = participants.findIndex((other) => other.organizationId === organizationId);
  const problems: Problem[] = [];
  if (first < i) {
    const message = `This organization stands in the list already (number ${first + 1}); put its people together.`;
    problems.push(problem('DUPLICATE', `${field}.organizationId`, message));
  }
  if (people != null && people < 1) {
    problems.push(problem('OUT_OF_RANGE', `${field}.people`, 'At least one person took part, or leave it out.'));
  } else if (people != null && names && names.length > people) {
    const message = `${names.length} names for ${people} people: raise the number or leave names out.`;
    problems.push(problem('OUT_OF_RANGE', `${field}.people`, message));
  }
  return problems;
}

function problemsOfIds(field: string, ids: string[]): Problem[] {
  return ids.flatMap((id, i) =>
    ids.indexOf(id) < i ? [problem('DUPLICATE', `${field}.${i}`, 'This id stands in the list already.')] : [],
  );
}
