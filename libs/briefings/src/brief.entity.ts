import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A claim that others may build on, with what makes it honest. It is withdrawn, never changed. */
@Entity('brief')
export class Brief {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** Who says it; null for the backbone. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column('uuid', { name: 'written_by' })
  writtenById: string;

  @Column('text')
  claim: string;

  @Column('text')
  source: string;

  /** The day that the claim speaks of. */
  @Column('date', { name: 'as_of' })
  asOf: string;

  /** What is not known, or may be wrong. */
  @Column('text')
  uncertain: string;

  /** How somebody else sees it. */
  @Column('text', { name: 'other_view' })
  otherView: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  /** The day of it in the coalition's time zone. */
  @Column('date', { name: 'withdrawn_on', nullable: true })
  withdrawnOn: string | null;

  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnById: string | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason: string | null;
}
