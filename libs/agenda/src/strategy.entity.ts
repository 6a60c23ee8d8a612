import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A way to a goal. */
@Entity('strategy')
export class Strategy {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'agenda_id' })
  agendaId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** The same in every version. */
  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** 1, 2, 3… within its version. */
  @Column('integer')
  position: number;
}
