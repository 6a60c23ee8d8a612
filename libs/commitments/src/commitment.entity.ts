import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const commitmentKinds = ['TASK', 'RESOURCE', 'LEADER_PRACTICE', 'REPAIR'] as const;
export type CommitmentKind = (typeof commitmentKinds)[number];

export const commitmentStates = ['OFFERED', 'ACCEPTED', 'IN_PROGRESS', 'DELIVERED', 'CONFIRMED', 'RELEASED'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** What organizations gave their word to do, until when. */
@Entity('commitment')
export class Commitment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  kind: CommitmentKind;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('uuid', { name: 'holder_organization_ids', array: true })
  holderOrganizationIds: string[];

  /** Who of the holders does it, as they wrote it; nothing is counted by it. */
  @Column('text', { name: 'holder_names', array: true })
  holderNames: string[];

  /** Two holders or more, one of them not the backbone organization. */
  @Column('boolean', { name: 'is_joint' })
  isJoint: boolean;

  @Column('uuid', { name: 'accepted_organization_ids', array: true })
  acceptedOrganizationIds: string[];

  /** For whom it is done; null: the coalition. */
  @Column('uuid', { name: 'counterpart_organization_id', nullable: true })
  counterpartOrganizationId: string | null;

  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId: string | null;

  @Column('uuid', { name: 'activity_id', nullable: true })
  activityId: string | null;

  /** A decision of the register. */
  @Column('uuid', { name: 'decision_id', nullable: true })
  decisionId: string | null;

  /** A decision of a body, such as the adoption of the agenda. */
  @Column('uuid', { name: 'body_decision_id', nullable: true })
  bodyDecisionId: string | null;

  /** What a RESOURCE gives of what was offered. */
  @Column('uuid', { name: 'asset_id', nullable: true })
  assetId: string | null;

  @Column('numeric', { nullable: true })
  amount: string | null;

  /** A currency ("EUR") or another unit ("hours per week"). */
  @Column('text', { nullable: true })
  unit: string | null;

  /** The last day on which it is in time. */
  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('date', { name: 'first_due_on' })
  firstDueOn: string;

  @Column('text')
  state: CommitmentState;

  @Column('timestamptz', { name: 'state_since' })
  stateSince: Date;

  /** Why it has this state; always there while RELEASED. */
  @Column('text', { name: 'state_reason', nullable: true })
  stateReason: string | null;

  /** The date was once moved after it had passed. */
  @Column('boolean', { name: 'renegotiated_late' })
  renegotiatedLate: boolean;

  @Column('date', { name: 'delivered_on', nullable: true })
  deliveredOn: string | null;

  /** Who said so, and so does not confirm it. */
  @Column('uuid', { name: 'delivered_by', nullable: true })
  deliveredById: string | null;

  @Column('date', { name: 'confirmed_on', nullable: true })
  confirmedOn: string | null;

  /** How it strengthened the counterpart, in the words of whoever confirmed it. */
  @Column('text', { nullable: true })
  strengthened: string | null;

  @Column('timestamptz', { name: 'help_asked_at', nullable: true })
  helpAskedAt: Date | null;

  @Column('text', { name: 'help_text', nullable: true })
  helpText: string | null;

  @Column('timestamptz', { name: 'help_answered_at', nullable: true })
  helpAnsweredAt: Date | null;

  @Column('text', { name: 'help_answer', nullable: true })
  helpAnswer: string | null;

  /** The due date after which its holders were told that it had passed. */
  @Column('date', { name: 'overdue_announced_for', nullable: true })
  overdueAnnouncedFor: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
