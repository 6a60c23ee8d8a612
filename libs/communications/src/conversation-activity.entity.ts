import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An activity that a conversation was about. */
@Entity('conversation_activity')
export class ConversationActivity {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId: string;

  @PrimaryColumn('uuid', { name: 'activity_id' })
  activityId: string;

  /** Whether the conversation led to a change of it. */
  @Column('boolean')
  changed: boolean;
}
