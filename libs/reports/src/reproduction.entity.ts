import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Circumstance } from './circumstance.js';

export const reproductionStates = ['REQUESTED', 'DONE', 'FAILED'] as const;
export type ReproductionState = (typeof reproductionStates)[number];

/** A report compiled once more from its watermark, and whether the same came of it. */
@Entity('report_reproduction')
export class Reproduction {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'report_id' })
  reportId: string;

  @Column('uuid', { name: 'requested_by' })
  requestedById: string;

  @CreateDateColumn({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column('text', { name: 'request_id', nullable: true })
  requestId: string | null;

  @Column('text')
  state: ReproductionState;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { nullable: true })
  sha256: string | null;

  @Column('boolean', { name: 'is_identical', nullable: true })
  isIdentical: boolean | null;

  /** What decides figures beside values, and was changed since; without one of them it has to be identical. */
  @Column('text', { array: true, nullable: true })
  changed: (Circumstance | 'engine')[] | null;

  /** A sentence for whoever asked; only while FAILED. */
  @Column('text', { nullable: true })
  failure: string | null;
}
