import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const groupKinds = ['COMMUNITY', 'SERVICE', 'GOVERNMENT', 'BUSINESS', 'FUNDER', 'OTHER'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** What a group needs, from where that is known, and of when. */
export interface GroupNeed {
  text: string;
  source: string;
  /** The day that it is known of. */
  asOf: string;
}

/** People or bodies with a stake in what the coalition changes. */
@Entity('stakeholder_group')
export class StakeholderGroup {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  name: string;

  /** The name without case and accents: what makes it unique. */
  @Column('text', { name: 'folded_name' })
  foldedName: string;

  @Column('text')
  kind: GroupKind;

  @Column('boolean', { name: 'most_impacted' })
  mostImpacted: boolean;

  /** Why the group counts as most impacted. */
  @Column('text', { nullable: true })
  basis: string | null;

  /** Where that is known from. */
  @Column('text', { nullable: true })
  source: string | null;

  @Column('integer', { name: 'population_estimate', nullable: true })
  populationEstimate: number | null;

  @Column('jsonb')
  needs: GroupNeed[];

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
