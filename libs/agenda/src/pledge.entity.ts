import { Column, Entity, PrimaryColumn } from 'typeorm';

export const pledgeKinds = ['OWN', 'SUPPORT', 'NEED_CHANGE'] as const;
export type PledgeKind = (typeof pledgeKinds)[number];

/** How one organization stands to one version of the agenda. A new answer never alters the old one: that lapses. */
@Entity('pledge')
export class Pledge {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'agenda_id' })
  agendaId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  kind: PledgeKind;

  @Column('text', { nullable: true })
  statement: string | null;

  /** Who gave it for the organization. */
  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'pledged_at' })
  pledgedAt: Date;

  /** When another answer took its place, or the text that it was given on went back to DRAFT. */
  @Column('timestamptz', { name: 'lapsed_at', nullable: true })
  lapsedAt: Date | null;
}
