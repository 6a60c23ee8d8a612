import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A point that an activity wants to have reached by a day. */
@Entity('milestone')
export class Milestone {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'activity_id' })
  activityId: string;

  @Column('text')
  title: string;

  @Column('date', { name: 'due_date', nullable: true })
  dueDate: string | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
