import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One figure of a compiled report, as it was then: measure × period × cell. Append-only. */
@Entity('report_figure')
export class ReportFigure {
  @PrimaryColumn('uuid', { name: 'report_id' })
  reportId: string;

  /** From 1: by measure code, period, then the dimensions' categories in the order of the columns, blanks first. */
  @PrimaryColumn('integer')
  position: number;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text', { name: 'measure_code' })
  measureCode: string;

  @Column('text', { name: 'measure_name' })
  measureName: string;

  @Column('text')
  unit: string;

  @Column('text')
  period: string;

  @Column('date', { name: 'period_start' })
  periodStart: string;

  /** Category codes by dimension code; empty for the total. */
  @Column('jsonb')
  cell: Record<string, string>;

  @Column('numeric', { nullable: true })
  value: string | null;

  /** Instead of a value, while the status is UNRESOLVED: the ends of what is possible. */
  @Column('numeric', { nullable: true })
  low: string | null;

  @Column('numeric', { nullable: true })
  high: string | null;

  @Column('numeric', { nullable: true })
  numerator: string | null;

  @Column('numeric', { nullable: true })
  denominator: string | null;

  @Column('integer', { name: 'organizations_reported' })
  organizationsReported: number;

  @Column('integer', { name: 'organizations_expected' })
  organizationsExpected: number;

  @Column('integer', { name: 'cells_reported' })
  cellsReported: number;

  @Column('integer', { name: 'cells_expected' })
  cellsExpected: number;

  /** How many cells without a number were stepped over, by kind. */
  @Column('jsonb', { name: 'non_values' })
  nonValues: Record<string, number>;

  @Column('numeric', { nullable: true })
  target: string | null;

  @Column('text')
  status: string;

  /** True when it was added up from reported parts. */
  @Column('boolean')
  derived: boolean;
}
