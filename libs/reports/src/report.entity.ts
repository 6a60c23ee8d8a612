import { formatPeriod, type Frequency } from '@keelson/measures';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { ComparisonKind } from './headline.js';
import type { NarrativeSection } from './narrative.js';
import type { ReportHeader } from './report-header.js';
import type { ReportProgress } from './report-progress.entity.js';

export const reportStates = ['REQUESTED', 'COMPILING', 'COMPILED', 'FAILED', 'CANCELLED'] as const;
export type ReportState = (typeof reportStates)[number];

/** Nothing more is compiled of it, unless somebody asks for a FAILED one again. */
export function hasEnded({ state }: Pick<Report, 'state'>): boolean {
  return state !== 'REQUESTED' && state !== 'COMPILING';
}

/** A shared-measurement report: what was asked for, and how far its compiling is. The row is the job. */
@Entity('report')
export class Report {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  title: string;

  @Column('uuid', { name: 'measure_ids', array: true })
  measureIds: string[];

  @Column('text')
  frequency: Frequency;

  @Column('date', { name: 'first_period_start' })
  firstPeriodStart: string;

  @Column('date', { name: 'last_period_start' })
  lastPeriodStart: string;

  /** Sets of dimensions, each as sorted codes joined by ","; null for all that the data holds. */
  @Column('text', { name: 'breakdown_keys', array: true, nullable: true })
  breakdownKeys: string[] | null;

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

  /** What the logo shows, for whoever does not see it. */
  @Column('text', { name: 'logo_alternative', nullable: true })
  logoAlternative: string | null;

  /** The edition before it that was published. */
  @Column('uuid', { name: 'restates_id', nullable: true })
  restatesId: string | null;

  @Column('text')
  state: ReportState;

  /** Why it failed, in a sentence. */
  @Column('text', { nullable: true })
  failure: string | null;

  @Column('uuid', { name: 'requested_by_id' })
  requestedById: string;

  /** The API key that asked, if one did. */
  @Column('uuid', { name: 'requested_by_key_id', nullable: true })
  requestedByKeyId: string | null;

  /** The request that asked, for the lines and events of the compiling; null for reports of an older version. */
  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;

  @CreateDateColumn({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column('timestamptz', { name: 'compiled_at', nullable: true })
  compiledAt: Date | null;

  /** Set once it is compiled; from then on nothing of the report changes. */
  @Column('jsonb', { nullable: true })
  header: ReportHeader | null;

  /** Joined where reports are read. */
  progress?: ReportProgress;

  get firstPeriod(): string {
    return formatPeriod({ frequency: this.frequency, start: this.firstPeriodStart });
  }

  get lastPeriod(): string {
    return formatPeriod({ frequency: this.frequency, start: this.lastPeriodStart });
  }

  get breakdowns(): string[][] | null {
    return this.breakdownKeys?.map((key) => key.split(',')) ?? null;
  }
}
