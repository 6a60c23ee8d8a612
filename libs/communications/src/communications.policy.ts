import { holds, isBackbone, partnerOrganizationIds, type Actor } from '@keelson/platform';

/** A conversation as far as rights go: who logged it, and which organizations hosted it or took part. */
export interface LoggedConversation {
  coalitionId: string;
  loggedById: string;
  organizationIds: readonly string[];
}

export function canLogConversation(actor: Actor, coalitionId: string, organizationIds: readonly string[]): boolean {
  const own = partnerOrganizationIds(actor, coalitionId);
  return isBackbone(actor, coalitionId) || organizationIds.some((id) => own.includes(id));
}

/** Also decides who adds agenda items and decisions to it. */
export function canEditConversation(actor: Actor, conversation: LoggedConversation): boolean {
  const { coalitionId, loggedById, organizationIds } = conversation;
  if (isBackbone(actor, coalitionId)) return true;
  return loggedById === actor.personId && canLogConversation(actor, coalitionId, organizationIds);
}

/** Whoever was there writes notes; backbone staff complete what others logged. */
export function canWriteNotes(actor: Actor, conversation: Pick<LoggedConversation, 'coalitionId' | 'organizationIds'>) {
  return canLogConversation(actor, conversation.coalitionId, conversation.organizationIds);
}

/** Also decides who reads differing notes, and how often which group spoke. */
export function canReadNotes(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'PARTNER');
}
