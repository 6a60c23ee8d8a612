import type { Frequency } from '@keelson/measures';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const ruleOperators = [
  'EQUAL',
  'NOT_EQUAL',
  'GREATER',
  'GREATER_OR_EQUAL',
  'LESS',
  'LESS_OR_EQUAL',
  'COMPULSORY_PAIR',
  'EXCLUSIVE_PAIR',
] as const;
export type RuleOperator = (typeof ruleOperators)[number];
export const importances = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type Importance = (typeof importances)[number];

/** What must hold between an organization's own numbers of one period. */
@Entity('quality_rule')
export class QualityRule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'left_expression' })
  left: string;

  @Column('text')
  operator: RuleOperator;

  @Column('text', { name: 'right_expression' })
  right: string;

  @Column('text')
  importance: Importance;

  @Column('boolean')
  active: boolean;

  /** That of its measures. */
  @Column('text')
  frequency: Frequency;

  /** The measures that the two expressions name. */
  @Column('uuid', { name: 'measure_ids', array: true })
  measureIds: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
