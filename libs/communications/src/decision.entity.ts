import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What was decided in a conversation. It never changes; it is looked at again, and a later decision may supersede it. */
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

  /** Who it affects. */
  @Column('text', { nullable: true })
  affects: string | null;

  /** Whether those whom it affects most were represented; null when nobody said. */
  @Column('boolean', { name: 'affected_represented', nullable: true })
  affectedRepresented: boolean | null;

  @Column('text', { nullable: true })
  dissent: string | null;

  /** The activities that it changes. */
  @Column('uuid', { name: 'activity_ids', array: true })
  activityIds: string[];

  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  /** When to look at it again: as it was decided, or as its last review said. */
  @Column('date', { name: 'review_on', nullable: true })
  reviewOn: string | null;

  /** The last review. */
  @Column('timestamptz', { name: 'reviewed_at', nullable: true })
  reviewedAt: Date | null;

  @Column('uuid', { name: 'supersedes_id', nullable: true })
  supersedesId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
