import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const numberKinds = ['COUNT', 'AMOUNT', 'RATIO', 'CALCULATED'] as const;
export type NumberKind = (typeof numberKinds)[number];
export const timeRules = ['SUM', 'LAST', 'FIRST', 'AVERAGE', 'MIN', 'MAX'] as const;
export type TimeRule = (typeof timeRules)[number];
export const partnerRules = ['SUM', 'MIN', 'MAX', 'MEDIAN', 'AVERAGE'] as const;
export type PartnerRule = (typeof partnerRules)[number];
export const overlaps = ['NONE', 'POSSIBLE'] as const;
export type Overlap = (typeof overlaps)[number];
export const comparabilities = ['COMPARABLE', 'BRIDGED', 'BREAK'] as const;
export type Comparability = (typeof comparabilities)[number];
export const factors = [1, 100, 1_000, 10_000, 100_000] as const;

/** One definition of a measure, from a first period on. No value is ever deleted or re-keyed by a new version. */
@Entity('measure_version')
export class MeasureVersion {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('integer')
  number: number;

  /** First day of the first period it governs; null for the first version, which governs from ever. */
  @Column('date', { name: 'first_period_start', nullable: true })
  firstPeriodStart: string | null;

  @Column('text', { name: 'number_kind' })
  numberKind: NumberKind;

  /** A RATIO is reported as factor × Σ numerators / Σ denominators. */
  @Column('integer')
  factor: number;

  @Column('text')
  unit: string;

  @Column('boolean', { name: 'of_people' })
  ofPeople: boolean;

  @Column('text', { name: 'time_rule' })
  timeRule: TimeRule;

  @Column('text', { name: 'denominator_time_rule' })
  denominatorTimeRule: TimeRule;

  @Column('text', { name: 'partner_rule' })
  partnerRule: PartnerRule;

  /** POSSIBLE: the same person may be counted by two partners, so their sum may count too many. */
  @Column('text')
  overlap: Overlap;

  /** Of a CALCULATED one, over the codes of its operands; null for what is reported. */
  @Column('text', { nullable: true })
  expression: string | null;

  /** How figures of this version stand beside those of the version before. */
  @Column('text')
  comparability: Comparability;

  @Column('numeric', { name: 'bridge_factor', nullable: true })
  bridgeFactor: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
