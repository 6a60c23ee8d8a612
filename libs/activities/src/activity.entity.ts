import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const activityKinds = ['PROGRAM', 'POLICY', 'SYSTEMS', 'PUBLIC_WILL', 'CAPACITY'] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const activityStatuses = ['PLANNED', 'ACTIVE', 'PAUSED', 'DONE', 'STOPPED'] as const;
export type ActivityStatus = (typeof activityStatuses)[number];

/** What one organization does, alone or with partners, towards the goals of the common agenda. */
@Entity('activity')
export class Activity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text')
  kind: ActivityKind;

  @Column('uuid', { name: 'lead_organization_id' })
  leadOrganizationId: string;

  @Column('uuid', { name: 'partner_organization_ids', array: true })
  partnerOrganizationIds: string[];

  @Column('uuid', { name: 'goal_ids', array: true })
  goalIds: string[];

  @Column('uuid', { name: 'strategy_ids', array: true })
  strategyIds: string[];

  /** The shared measures that it is meant to move. */
  @Column('uuid', { name: 'measure_ids', array: true })
  measureIds: string[];

  @Column('date', { name: 'start_date', nullable: true })
  startDate: string | null;

  /** The last day, included. */
  @Column('date', { name: 'end_date', nullable: true })
  endDate: string | null;

  @Column('text')
  status: ActivityStatus;

  /** Why it has this status; always there while PAUSED or STOPPED. */
  @Column('text', { name: 'status_reason', nullable: true })
  statusReason: string | null;

  @Column('timestamptz', { name: 'status_since' })
  statusSince: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
