import { InvalidInput, type Problem, type UserErrorCode } from '@keelson/platform';
import type { Purpose } from './agenda-item.entity.js';
import type { Channel } from './conversation.entity.js';

export interface NewParticipant {
  organizationId: string;
  /** As many as there are names, or 1, unless told. */
  people?: number | null;
  names?: string[] | null;
}

export interface NewAgendaItem {
  topic: string;
  purpose: Purpose;
}

/** What may be said at once or completed later. Given lists replace what was there. */
export interface ConversationDetails {
  hostOrganizationIds?: string[] | null;
  hostNames?: string[] | null;
  participants?: NewParticipant[] | null;
  notes?: string | null;
  activityIds?: string[] | null;
  agendaId?: string | null;
}

export interface NewConversation extends ConversationDetails {
  coalitionId: string;
  channel: Channel;
  heldAt: Date;
  title: string;
  participants: NewParticipant[];
  agendaItems?: NewAgendaItem[] | null;
}

export interface ConversationChanges extends ConversationDetails {
  channel?: Channel | null;
  heldAt?: Date | null;
  title?: string | null;
}

const earliest = new Date('1900-01-01T00:00:00Z');
const year = 366 * 24 * 60 * 60 * 1000;

export function requireSoundConversation(input: ConversationChanges & { agendaItems?: NewAgendaItem[] | null }): void {
  const problems = [
    ...(input.title == null ? [] : problemsOfText('title', input.title)),
    ...(input.heldAt ? problemsOfHeldAt(input.heldAt) : []),
    ...(input.participants ?? []).flatMap((_, i) => problemsOfParticipant(input.participants ?? [], i)),
    ...problemsOfIds('hostOrganizationIds', input.hostOrganizationIds ?? []),
    ...problemsOfIds('activityIds', input.activityIds ?? []),
    ...problemsOfAgendaItems(input.agendaItems ?? []),
  ];
  if (problems.length > 0) throw new InvalidInput(problems);
}

export function problemsOfText(field: string, text: string): Problem[] {
  return text.trim() ? [] : [problem('REQUIRED', field, 'Write something here.')];
}

export function problemsOfAgendaItems(items: NewAgendaItem[]): Problem[] {
  return items.flatMap(({ topic }, i) => problemsOfText(`agendaItems.${i}.topic`, topic));
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

export function problem(code: UserErrorCode, path: string, message: string): Problem {
  return { code, field: path.split('.'), message };
}

/** The organizations that an input names as hosts or participants. */
export function organizationIdsOf({ hostOrganizationIds, participants }: ConversationDetails): string[] {
  return [...(hostOrganizationIds ?? []), ...(participants ?? []).map(({ organizationId }) => organizationId)];
}
