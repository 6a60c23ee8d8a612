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

  @Column('date')
  date: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
