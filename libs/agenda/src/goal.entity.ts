import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the coalition wants to reach for a whole population. */
@Entity('goal')
export class Goal {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'agenda_id' })
  agendaId: string;

  /** The same in every version, so that what serves a goal can follow it to the next one. */
  @Column('text')
  code: string;

  @Column('text')
  statement: string;

  /** When it is to be reached, as the coalition says it: a date or a period. */
  @Column('text', { nullable: true })
  horizon: string | null;

  /** The whole population that it is for; null for that of the agenda. */
  @Column('text', { nullable: true })
  population: string | null;

  /** What is to be done where nothing is measured. */
  @Column('text', { nullable: true })
  task: string | null;

  @Column('date', { name: 'task_due', nullable: true })
  taskDue: string | null;

  /** 1, 2, 3… within its version. */
  @Column('integer')
  position: number;
}
