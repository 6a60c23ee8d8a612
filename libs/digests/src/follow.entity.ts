import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What a member wants to hear of: one activity, one measure, or one goal. */
@Entity('follow')
export class Follow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('uuid', { name: 'activity_id', nullable: true })
  activityId: string | null;

  @Column('uuid', { name: 'measure_id', nullable: true })
  measureId: string | null;

  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
