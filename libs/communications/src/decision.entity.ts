import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What was decided in a conversation. It never changes; a later decision may supersede it. */
@Entity('decision')
export class Decision {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('text')
  text: string;

  @Column('text')
  why: string;

  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  @Column('date', { name: 'review_on', nullable: true })
  reviewOn: string | null;

  @Column('uuid', { name: 'supersedes_id', nullable: true })
  supersedesId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
