import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Organizations that work on one part of the common agenda together. */
@Entity('working_group')
export class WorkingGroup {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  purpose: string | null;

  @Column('uuid', { name: 'organization_ids', array: true })
  organizationIds: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
