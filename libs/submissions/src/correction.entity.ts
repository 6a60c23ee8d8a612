import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { CheckedValue } from './check-measurements.js';

export const correctionStates = ['PROPOSED', 'APPROVED', 'REJECTED'] as const;
export type CorrectionState = (typeof correctionStates)[number];

/** A change of values that were approved: proposed with a reason, applied when somebody else approves it. */
@Entity('correction')
export class Correction {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'submission_id' })
  submissionId: string;

  @Column('text')
  state: CorrectionState;

  @Column('text')
  reason: string;

  @Column('jsonb')
  values: CheckedValue[];

  @Column('uuid', { name: 'proposed_by' })
  proposedBy: string;

  @CreateDateColumn({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt: Date;

  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column('text', { name: 'decision_reason', nullable: true })
  decisionReason: string | null;
}
