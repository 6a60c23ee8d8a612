import type { CoalitionRole } from '@keelson/platform';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What an organization is in a coalition, from one day to another; an open end is null. */
@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  role: CoalitionRole;

  @Column('date', { name: 'from_date', nullable: true })
  from: string | null;

  /** The last day, included. */
  @Column('date', { name: 'to_date', nullable: true })
  to: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
