import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That an item is out of the way until a day. It holds for one occurrence: what opens again later is not snoozed. */
@Entity('attention_snooze')
export class AttentionSnooze {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('text')
  rule: string;

  @PrimaryColumn('uuid', { name: 'subject_id' })
  subjectId: string;

  /** The day on which the item opened, and which fact about the subject it is. */
  @PrimaryColumn('text')
  occurrence: string;

  /** The last day on which it is snoozed. */
  @Column('date')
  until: string;

  @Column('text')
  reason: string;

  @Column('uuid', { name: 'snoozed_by' })
  snoozedById: string;

  @Column('timestamptz', { name: 'snoozed_at' })
  snoozedAt: Date;

  /** When somebody ended it before its day. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
