import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The five labels, until the coalition gives its own. */
export const usualPhases = ['Exploring', 'Starting', 'Organizing', 'Acting', 'Sustaining'] as const;

@Entity('phase_labels')
export class PhaseLabels {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text', { array: true })
  labels: string[];
}

/** A move from one phase of the work to another, forward or back. */
@Entity('phase_change')
export class PhaseChange {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** 1 to 5; null for the first one. */
  @Column('integer', { name: 'from_position', nullable: true })
  from: number | null;

  @Column('integer', { name: 'to_position' })
  to: number;

  /** What the phase was called then. */
  @Column('text', { name: 'to_label' })
  toLabel: string;

  @Column('text')
  reason: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
