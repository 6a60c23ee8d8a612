import type { Frequency } from '@keelson/measures';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { QualityCheck } from './quality-check.js';

/** Why a finding is no fault. It holds for one cell and for the numbers that the cell had then. */
@Entity('quality_explanation')
export class QualityExplanation {
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

  @Column('text', { name: 'check_kind' })
  check: QualityCheck;

  @Column('uuid', { name: 'rule_id', nullable: true })
  ruleId: string | null;

  @Column('uuid', { name: 'measure_id', nullable: true })
  measureId: string | null;

  /** The combination's key; empty for the total and for what is of no single cell. */
  @Column('text', { name: 'cell_key' })
  cellKey: string;

  /** The dimensions of the parts that were compared with a total, else empty. */
  @Column('text')
  breakdown: string;

  /** The numbers that it explains. */
  @Column('text')
  explained: string;

  @Column('text')
  text: string;

  @Column('uuid', { name: 'explained_by' })
  explainedBy: string;

  @Column('timestamptz', { name: 'explained_at' })
  explainedAt: Date;
}
