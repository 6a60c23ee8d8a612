import type { Problem, UserErrorCode } from '@keelson/platform';
import type { Purpose } from './agenda-item.entity.js';
import type { Channel, ConversationKind } from './conversation.entity.js';

export interface NewParticipant {
  organizationId: string;
  /** As many as there are names, or 1, unless told. */
  people?: number | null;
  names?: string[] | null;
}

export interface NewAgendaItem {
  topic: string;
  purpose: Purpose;
  /** How long it is planned to take. */
  minutes?: number | null;
}

/** A stakeholder group in a conversation: how many of its people were there, and how often they spoke. */
export interface NewVoice {
  groupId: string;
  present: number;
  /** Null when nobody counted. */
  turns?: number | null;
}

/** What may be said at once or completed later. Given lists replace what was there. */
export interface ConversationDetails {
  kind?: ConversationKind | null;
  /** The coalition's unless told. */
  timeZone?: string | null;
  bodyId?: string | null;
  accessPlan?: string | null;
  publishOn?: string | null;
  voices?: NewVoice[] | null;
  hostOrganizationIds?: string[] | null;
  hostNames?: string[] | null;
  participants?: NewParticipant[] | null;
  notes?: string | null;
  activityIds?: string[] | null;
  /** Activities that it led to a change of; it is about them, too. */
  changedActivityIds?: string[] | null;
  agendaId?: string | null;
}

export interface NewConversation extends ConversationDetails {
  coalitionId: string;
  /** A meeting unless told. */
  channel?: Channel | null;
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

export function problemsOfText(field: string, text: string): Problem[] {
  return text.trim() ? [] : [problem('REQUIRED', field, 'Write something here.')];
}

export function problem(code: UserErrorCode, path: string, message: string): Problem {
  return { code, field: path.split('.'), message };
}

/** The organizations that an input names as hosts or participants. */
export function organizationIdsOf({ hostOrganizationIds, participants }: ConversationDetails): string[] {
  return [...(hostOrganizationIds ?? []), ...(participants ?? []).map(({ organizationId }) => organizationId)];
}
