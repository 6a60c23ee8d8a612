import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many of a report's measures are compiled: a row of its own, because the compiling transaction holds the report's. */
@Entity('report_progress')
export class ReportProgress {
  @PrimaryColumn('uuid', { name: 'report_id' })
  reportId: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('integer')
  done: number;

  @Column('integer')
  total: number;

  /** When somebody wanted the compiling to end. */
  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;
}
