import { Column, Entity, PrimaryColumn } from 'typeorm';

export const purposes = ['INFORM', 'TALK', 'DECIDE'] as const;
export type Purpose = (typeof purposes)[number];

/** A topic of a conversation. Not to be mixed up with the common agenda. */
@Entity('agenda_item')
export class AgendaItem {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  /** From 1, in the order of the conversation. */
  @Column('integer')
  position: number;

  @Column('text')
  topic: string;

  @Column('text')
  purpose: Purpose;

  /** How long it was planned to take. */
  @Column('integer', { nullable: true })
  minutes: number | null;
}
