import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What was found when the coalition looked at a decision again. */
@Entity('decision_review')
export class DecisionReview {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Column('text')
  findings: string;

  /** When it was due. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column('date', { name: 'next_review_on', nullable: true })
  nextReviewOn: string | null;

  @Column('uuid', { name: 'reviewed_by' })
  reviewedById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
