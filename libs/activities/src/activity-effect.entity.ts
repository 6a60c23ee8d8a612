import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const evidenceStrengths = ['STRONG', 'MODERATE', 'WEAK', 'NONE'] as const;
export type EvidenceStrength = (typeof evidenceStrengths)[number];

/** How soon, and on what evidence, an activity is expected to move one of its measures. */
@Entity('activity_effect')
export class ActivityEffect {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'activity_id' })
  activityId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('integer', { name: 'lag_months', nullable: true })
  lagMonths: number | null;

  @Column('text', { nullable: true })
  evidence: EvidenceStrength | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
