import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A seat in a body. Past its term it counts as vacant. */
@Entity('seat')
export class Seat {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'body_id' })
  bodyId: string;

  @Column('text')
  title: string;

  /** Only a member who represents this group may hold it. */
  @Column('uuid', { name: 'reserved_group_id', nullable: true })
  reservedGroupId: string | null;

  @Column('uuid', { name: 'holder_organization_id', nullable: true })
  holderOrganizationId: string | null;

  @Column('text', { name: 'holder_name', nullable: true })
  holderName: string | null;

  @Column('uuid', { name: 'deputy_organization_id', nullable: true })
  deputyOrganizationId: string | null;

  @Column('text', { name: 'deputy_name', nullable: true })
  deputyName: string | null;

  @Column('date', { name: 'term_from', nullable: true })
  termFrom: string | null;

  /** The last day, included; null for an open term. */
  @Column('date', { name: 'term_to', nullable: true })
  termTo: string | null;

  /** What whoever sits here gets for it. */
  @Column('text', { nullable: true })
  compensation: string | null;

  /** Since when nobody was put on it. */
  @Column('date', { name: 'vacated_on', nullable: true })
  vacatedOn: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
