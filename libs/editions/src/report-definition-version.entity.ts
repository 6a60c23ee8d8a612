import { formatPeriod, type Frequency } from '@keelson/measures';
import type { Audience, ComparisonKind, NarrativeSection } from '@keelson/reports';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What a definition says from a moment on; nothing of it ever changes. */
@Entity('report_definition_version')
export class ReportDefinitionVersion {
  @PrimaryColumn('uuid', { name: 'definition_id' })
  definitionId: string;

  @PrimaryColumn('integer')
  number: number;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  title: string;

  /** Whom its editions are for; each is published by a person all the same. */
  @Column('text', { array: true })
  audiences: Audience[];

  /** null: all that are active when an edition is made. */
  @Column('uuid', { name: 'measure_ids', array: true, nullable: true })
  measureIds: string[] | null;

  @Column('text')
  frequency: Frequency;

  @Column('date', { name: 'first_period_start', nullable: true })
  firstPeriodStart: string | null;

  @Column('date', { name: 'last_period_start', nullable: true })
  lastPeriodStart: string | null;

  /** Rolling: so many complete periods before the day of the edition. */
  @Column('integer', { name: 'last_periods', nullable: true })
  lastPeriods: number | null;

  @Column('integer', { name: 'year_starts_in' })
  yearStartsIn: number;

  /** Sets of dimension codes; null: all that the data holds. */
  @Column('jsonb', { nullable: true })
  breakdowns: string[][] | null;

  @Column('jsonb')
  narrative: NarrativeSection[];

  /** What headlines are set beside; null: everything. */
  @Column('text', { array: true, nullable: true })
  comparisons: ComparisonKind[] | null;

  /** BCP 47: of the words around the data. */
  @Column('text')
  language: string;

  @Column('uuid', { name: 'logo_id', nullable: true })
  logoId: string | null;

  @Column('text', { name: 'logo_alternative', nullable: true })
  logoAlternative: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { name: 'defined_by' })
  definedBy: string;

  @CreateDateColumn({ name: 'defined_at', type: 'timestamptz' })
  definedAt: Date;

  get firstPeriod(): string | null {
    return this.firstPeriodStart && formatPeriod({ frequency: this.frequency, start: this.firstPeriodStart });
  }

  get lastPeriod(): string | null {
    return this.lastPeriodStart && formatPeriod({ frequency: this.frequency, start: this.lastPeriodStart });
  }
}
