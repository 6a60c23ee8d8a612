import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { CheckName, CheckState, Condition } from './check-names.js';
import type { Finding } from './finding.js';

/** A finding with the day on which the check came into its state; null where no evaluation has kept that state yet. */
export interface KeptFinding extends Finding {
  since: string | null;
}

/** What the last evaluation said of one check. Written by the worker alone. */
@Entity('scorecard_check')
export class ScorecardCheck {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text', { name: 'check_name' })
  checkName: CheckName;

  @Column('text')
  condition: Condition;

  @Column('text')
  state: CheckState;

  /** The coalition's day on which it came into this state. */
  @Column('date')
  since: string;

  /** The state that it came from; null while it is in the one of its first evaluation. */
  @Column('text', { name: 'previous_state', nullable: true })
  previousState: CheckState | null;

  @Column('jsonb')
  facts: Pick<Finding, 'facts' | 'figure' | 'subjects' | 'query'>;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** All checks of a coalition as they were found on one day; never changed. */
@Entity('scorecard_evaluation')
export class ScorecardEvaluation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('date', { name: 'evaluated_on' })
  evaluatedOn: string;

  @Column('timestamptz', { name: 'evaluated_at' })
  evaluatedAt: Date;

  @Column('jsonb')
  checks: KeptFinding[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
