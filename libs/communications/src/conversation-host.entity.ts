import { Entity, PrimaryColumn } from 'typeorm';

/** An organization that hosted a conversation. */
@Entity('conversation_host')
export class ConversationHost {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId: string;

  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId: string;
}
