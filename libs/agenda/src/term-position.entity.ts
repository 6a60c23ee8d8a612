import { Column, Entity, PrimaryColumn } from 'typeorm';

export const termPositions = ['AGREE', 'CAN_LIVE_WITH', 'NEEDS_TALK'] as const;
export type TermPositionKind = (typeof termPositions)[number];

/** How a member stands to one version of a definition. */
@Entity('term_position')
export class TermPosition {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'definition_id' })
  definitionId: string;

  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  position: TermPositionKind;

  @Column('text', { nullable: true })
  note: string | null;

  /** Who took it for the organization. */
  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** Since when the organization stands so. */
  @Column('timestamptz')
  since: Date;
}
