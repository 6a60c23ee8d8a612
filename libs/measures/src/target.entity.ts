import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Frequency } from './period.js';

/** What a figure should reach in a period; without a period it stands for every period that has none of its own. */
@Entity('target')
export class Target {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('text', { nullable: true })
  frequency: Frequency | null;

  @Column('date', { name: 'period_start', nullable: true })
  periodStart: string | null;

  /** The part of the measure it is for; null for the total. */
  @Column('uuid', { name: 'combination_id', nullable: true })
  combinationId: string | null;

  @Column('numeric')
  value: string;

  /** For MAINTAIN: how far a figure may lie from the value. */
  @Column('numeric', { nullable: true })
  tolerance: string | null;

  @Column('text', { nullable: true })
  source: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** Where progress is counted from: a period's value, or the reason why there is none. */
@Entity('baseline')
export class Baseline {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('text', { nullable: true })
  frequency: Frequency | null;

  @Column('date', { name: 'period_start', nullable: true })
  periodStart: string | null;

  @Column('numeric', { nullable: true })
  value: string | null;

  @Column('text', { name: 'not_applicable_reason', nullable: true })
  notApplicableReason: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
