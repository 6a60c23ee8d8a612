import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const resourceKinds = ['FUNDING', 'STAFF_TIME', 'SPACE', 'DATA', 'SKILL', 'OTHER'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

/** What an organization commits to an activity. */
@Entity('resource')
export class Resource {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'activity_id' })
  activityId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  kind: ResourceKind;

  @Column('text')
  description: string;

  @Column('numeric', { nullable: true })
  amount: string | null;

  /** A currency ("EUR") or another unit ("hours per week"). */
  @Column('text', { nullable: true })
  unit: string | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
