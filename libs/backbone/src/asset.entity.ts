import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that a person, an organization or a group offers to the coalition. */
@Entity('asset')
export class Asset {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** A code: skill, knowledge, space, data, funding, language, lived-experience, … */
  @Column('text')
  kind: string;

  @Column('text')
  description: string;

  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('uuid', { name: 'offered_by' })
  offeredById: string;

  @Column('timestamptz', { name: 'offered_at' })
  offeredAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;
}
