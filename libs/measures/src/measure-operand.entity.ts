import { Column, Entity, PrimaryColumn } from 'typeorm';

export const missingTreatments = ['ZERO'] as const;
export type MissingTreatment = (typeof missingTreatments)[number];

/** A measure that the expression of a version names. */
@Entity('measure_operand')
export class MeasureOperand {
  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'measure_version_id' })
  measureVersionId: string;

  /** In the order in which the expression names them, from 1. */
  @PrimaryColumn('integer')
  position: number;

  @Column('uuid', { name: 'operand_id' })
  operandId: string;

  /** What it counts as where it has no number; null: then the figure has none either. */
  @Column('text', { name: 'treat_missing_as', nullable: true })
  treatMissingAs: MissingTreatment | null;
}
