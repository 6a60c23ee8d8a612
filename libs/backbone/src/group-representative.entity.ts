import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** That a member represents a stakeholder group, and what that rests on. */
@Entity('group_representative')
export class GroupRepresentative {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  /** Who chose it, or why it can speak for the group. */
  @Column('text')
  basis: string;

  @Column('date', { name: 'from_date' })
  from: string;

  /** The last day, included. */
  @Column('date', { name: 'to_date', nullable: true })
  to: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
