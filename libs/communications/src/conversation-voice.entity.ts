import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** How many people of a stakeholder group were in a conversation, and how often they spoke. Never by person. */
@Entity('conversation_voice')
export class ConversationVoice {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('integer')
  present: number;

  /** Null when nobody counted. */
  @Column('integer', { nullable: true })
  turns: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
