import { Column, Entity, PrimaryColumn } from 'typeorm';

export const changeLevels = ['PERSONAL', 'INTERPERSONAL', 'INSTITUTIONAL', 'CULTURAL'] as const;
export type ChangeLevel = (typeof changeLevels)[number];

/** A way to a goal; a targeted one says for which group, past which barrier, and what is done differently. */
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

  /** The group that it is targeted at. */
  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  /** What keeps the group from the goal. */
  @Column('text', { nullable: true })
  barrier: string | null;

  @Column('text', { name: 'done_differently', nullable: true })
  doneDifferently: string | null;

  @Column('text', { nullable: true })
  why: string | null;

  @Column('text', { name: 'change_level', nullable: true })
  changeLevel: ChangeLevel | null;

  /** 1, 2, 3… within its version. */
  @Column('integer')
  position: number;
}
