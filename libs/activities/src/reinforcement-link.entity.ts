import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const linkKinds = ['FEEDS', 'ENABLES', 'REFERS', 'SHARES_RESOURCE', 'DEPENDS_ON', 'DUPLICATES'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Kinds that say the same in both directions. */
export const symmetricLinkKinds: readonly LinkKind[] = ['SHARES_RESOURCE', 'DUPLICATES'];

/** How one activity reinforces (or depends on, or duplicates) another. */
@Entity('reinforcement_link')
export class ReinforcementLink {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'from_activity_id' })
  fromActivityId: string;

  @Column('uuid', { name: 'to_activity_id' })
  toActivityId: string;

  @Column('text')
  kind: LinkKind;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('uuid', { name: 'proposed_by_organization_id' })
  proposedByOrganizationId: string;

  /** The end whose lead proposed it: the lead of the other end confirms it. */
  @Column('uuid', { name: 'proposing_activity_id' })
  proposingActivityId: string;

  /** NULL: proposed only, and counted nowhere. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('uuid', { name: 'confirmed_by_organization_id', nullable: true })
  confirmedByOrganizationId: string | null;

  @Column('timestamptz', { name: 'unlinked_at', nullable: true })
  unlinkedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
