import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** From `date` on, the successor continues the predecessor's series. */
@Entity('organization_merger')
export class OrganizationMerger {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'predecessor_id' })
  predecessorId: string;

  @Column('uuid', { name: 'successor_id' })
  successorId: string;

  /** The first day of the successor. */
  @Column('date')
  date: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { name: 'made_by', nullable: true })
  madeBy: string | null;

  /** The predecessor's memberships that it ended, with the last day that they had before. */
  @Column('jsonb', { name: 'ended_memberships' })
  endedMemberships: { id: string; to: string | null }[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** When somebody said that it never was; it then has no effect. */
  @Column('timestamptz', { name: 'reversed_at', nullable: true })
  reversedAt: Date | null;

  @Column('uuid', { name: 'reversed_by', nullable: true })
  reversedBy: string | null;

  @Column('text', { name: 'reversal_reason', nullable: true })
  reversalReason: string | null;
}
