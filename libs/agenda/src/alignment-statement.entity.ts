import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an organization's own work contributes to a goal, in its words. */
@Entity('alignment_statement')
export class AlignmentStatement {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  text: string;

  /** Who wrote it for the organization. */
  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'stated_at' })
  statedAt: Date;
}
