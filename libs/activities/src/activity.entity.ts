import type { ChangeLevel } from '@keelson/agenda';
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

  /** One of the few activities that the coalition stands or falls with: never one organization's alone. */
  @Column('boolean', { name: 'is_core' })
  isCore: boolean;

  @Column('text', { name: 'change_level', nullable: true })
  changeLevel: ChangeLevel | null;

  /** What it does that existing institutions do not do. */
  @Column('text', { name: 'beyond_existing', nullable: true })
  beyondExisting: string | null;

  /** The stakeholder groups that it serves. */
  @Column('uuid', { name: 'group_ids', array: true })
  groupIds: string[];

  @Column('text', { nullable: true })
  place: string | null;

  /** Kinds of assets that it cannot do without. */
  @Column('text', { name: 'required_capabilities', array: true })
  requiredCapabilities: string[];

  @Column('numeric', { nullable: true })
  budget: string | null;

  /** ISO 4217; there exactly when there is a budget. */
  @Column('text', { nullable: true })
  currency: string | null;

  /** What is given to it other than money. */
  @Column('text', { name: 'in_kind', nullable: true })
  inKind: string | null;

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
