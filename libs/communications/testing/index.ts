import {
  CommunicationsService,
  type Conversation,
  type ConversationDetails,
  type NewConversation,
} from '../src/index.js';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import type { Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';

/** A meeting of organization "a", logged by the backbone unless told. */
export function buildConversation(
  room: TestRoom,
  built: BuiltCoalition,
  details: ConversationDetails & Partial<NewConversation> = {},
  actor: Actor = built.backbone,
): Promise<Conversation> {
  return room.get(CommunicationsService).logConversation(actor, {
    coalitionId: built.coalition.id,
    channel: 'MEETING',
    heldAt: new Date('2026-03-02T10:00:00Z'),
    title: 'We talked',
    participants: [{ organizationId: idOf(built, 'a') }],
    ...details,
  });
}

export function idOf(built: BuiltCoalition, code: string): string {
  const organization = built.organizations.find((one) => one.code === code);
  if (!organization) throw new Error(`No organization ${code}.`);
  return organization.id;
}
