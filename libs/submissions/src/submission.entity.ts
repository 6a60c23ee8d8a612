import type { Frequency } from '@keelson/measures';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const submissionStates = ['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** One organization's values for one period. Figures count its values when it is approved. */
@Entity('submission')
export class Submission {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  frequency: Frequency;

  @Column('date', { name: 'period_start' })
  periodStart: string;

  @Column('text')
  state: SubmissionState;

  /** Why it was returned. */
  @Column('text', { nullable: true })
  reason: string | null;

  /** Decides whether it was timely; a resubmission does not erase it. */
  @Column('timestamptz', { name: 'first_submitted_at', nullable: true })
  firstSubmittedAt: Date | null;

  @Column('timestamptz', { name: 'submitted_at', nullable: true })
  submittedAt: Date | null;

  @Column('uuid', { name: 'submitted_by', nullable: true })
  submittedBy: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  approvedAt: Date | null;

  @Column('uuid', { name: 'approved_by', nullable: true })
  approvedBy: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
