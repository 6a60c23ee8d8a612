import type { Frequency } from '@keelson/measures';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** More time for one organization's period, with the reason. */
@Entity('reporting_extension')
export class ReportingExtension {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  frequency: Frequency;

  @Column('date', { name: 'period_start' })
  periodStart: string;

  /** The last day on which it is timely; null: as the window says. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  /** The last day on which it is taken; null: as the window says. */
  @Column('date', { name: 'closes_on', nullable: true })
  closesOn: string | null;

  @Column('text')
  reason: string;

  @Column('uuid', { name: 'granted_by' })
  grantedBy: string;

  @Column('timestamptz', { name: 'granted_at' })
  grantedAt: Date;
}
