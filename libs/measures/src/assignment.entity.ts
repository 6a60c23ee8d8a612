import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** That an organization is asked for a measure. A measure with no assignment is asked of every partner. */
@Entity('assignment')
export class Assignment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('date', { name: 'from_date', nullable: true })
  from: string | null;

  @Column('date', { name: 'to_date', nullable: true })
  to: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
