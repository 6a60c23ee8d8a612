import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What somebody learnt, and the one practice that it leads to. */
@Entity('insight')
export class Insight {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** Who says it; null for the backbone. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column('uuid', { name: 'written_by' })
  writtenById: string;

  /** At most 150 words. */
  @Column('text')
  text: string;

  @Column('text')
  practice: string;

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
