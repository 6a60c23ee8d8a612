import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const trialStates = ['PLANNED', 'RUNNING', 'ENDED', 'DROPPED'] as const;
export type TrialState = (typeof trialStates)[number];

export const trialOutcomes = ['WORKED', 'DID_NOT_WORK', 'UNCLEAR'] as const;
export type TrialOutcome = (typeof trialOutcomes)[number];

/** Something that an activity tries out within safe bounds, to learn from it. No figure reads its outcome. */
@Entity('trial')
export class Trial {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'activity_id' })
  activityId: string;

  @Column('text')
  hypothesis: string;

  /** What must not happen to anybody while it runs. */
  @Column('text', { name: 'safe_bounds', nullable: true })
  safeBounds: string | null;

  /** What ends it at once. */
  @Column('text', { name: 'stop_condition', nullable: true })
  stopCondition: string | null;

  @Column('date', { name: 'review_on', nullable: true })
  reviewOn: string | null;

  @Column('text')
  state: TrialState;

  @Column('text', { name: 'state_reason', nullable: true })
  stateReason: string | null;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('text', { nullable: true })
  outcome: TrialOutcome | null;

  @Column('text', { name: 'outcome_text', nullable: true })
  outcomeText: string | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
