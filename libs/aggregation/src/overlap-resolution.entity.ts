import type { Frequency } from '@keelson/measures';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export const overlapMethods = ['SUM', 'MAX', 'RATE', 'EXACT'] as const;
export type OverlapMethod = (typeof overlapMethods)[number];

/** What somebody signed about people whom several partners counted. A later one supersedes; none is ever changed. */
@Entity('overlap_resolution')
export class OverlapResolution {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  /** It is for report periods of this frequency only. */
  @Column('text')
  frequency: Frequency;

  @Column('date', { name: 'first_period_start' })
  firstPeriodStart: string;

  @Column('date', { name: 'last_period_start' })
  lastPeriodStart: string;

  @Column('text')
  method: OverlapMethod;

  /** Of RATE: the share of Σ − max that was counted twice. */
  @Column('numeric', { nullable: true })
  rate: string | null;

  /** Of EXACT: the total of the one period. */
  @Column('numeric', { nullable: true })
  exact: string | null;

  @Column('text', { name: 'signed_by' })
  signedBy: string;

  @Column('date', { name: 'signed_on' })
  signedOn: string;

  @Column('text')
  source: string;

  @Column('uuid', { name: 'made_by' })
  madeBy: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;
}
