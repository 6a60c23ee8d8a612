import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarRule } from './calendar-rule.js';

/** When editions of a definition are made. The row is the job: a worker makes one when `nextAt` has come. */
@Entity('report_schedule')
export class ReportSchedule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'definition_id' })
  definitionId: string;

  @Column('jsonb')
  rule: CalendarRule;

  /** null once it has ended. */
  @Column('timestamptz', { name: 'next_at', nullable: true })
  nextAt: Date | null;

  /** For whom the worker asks: with their roles of that moment. */
  @Column('uuid', { name: 'set_by' })
  setBy: string;

  @CreateDateColumn({ name: 'set_at', type: 'timestamptz' })
  setAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason: string | null;
}
