import type { Frequency } from '@keelson/measures';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * When periods of one frequency may be reported: in days after the period's last day, each day whole, in the
 * coalition's time zone. Null: open from ever, no due date, never closed. Governs its first period and the later ones.
 */
@Entity('reporting_window')
export class ReportingWindow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  frequency: Frequency;

  /** Null: governs from ever. */
  @Column('date', { name: 'first_period_start', nullable: true })
  firstPeriodStart: string | null;

  @Column('integer', { name: 'opens_after', nullable: true })
  opens: number | null;

  @Column('integer', { name: 'due_after', nullable: true })
  due: number | null;

  @Column('integer', { name: 'closes_after', nullable: true })
  closes: number | null;
}
