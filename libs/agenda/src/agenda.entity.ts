import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const agendaStates = ['DRAFT', 'CONSULTING', 'PROPOSED', 'ADOPTED', 'SUPERSEDED'] as const;
export type AgendaState = (typeof agendaStates)[number];

/** Something that keeps things as they are. */
export interface StatusQuo {
  what: string;
  whoBenefits: string;
  whatMustChange: string;
}

/** One version of the common agenda: what the coalition wants to change, for whom, and what it leaves out. */
@Entity('agenda')
export class Agenda {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** 1, 2, 3… in the order in which the versions were drafted. */
  @Column('integer')
  version: number;

  @Column('text')
  state: AgendaState;

  @Column('text', { nullable: true })
  problem: string | null;

  @Column('text', { nullable: true })
  vision: string | null;

  @Column('text', { nullable: true })
  population: string | null;

  @Column('text', { nullable: true })
  geography: string | null;

  @Column('text', { name: 'in_scope', array: true })
  inScope: string[];

  @Column('text', { name: 'out_of_scope', array: true })
  outOfScope: string[];

  @Column('text', { name: 'guiding_principles', array: true })
  guidingPrinciples: string[];

  /** What keeps the status quo in place. */
  @Column('jsonb', { name: 'status_quo' })
  statusQuo: StatusQuo[];

  @Column('date', { name: 'review_date', nullable: true })
  reviewDate: string | null;

  /** The version that this one was drafted from. */
  @Column('uuid', { name: 'based_on_id', nullable: true })
  basedOnId: string | null;

  /** The version that was adopted when this one was proposed: what its adoption puts aside. */
  @Column('uuid', { name: 'replaces_id', nullable: true })
  replacesId: string | null;

  /** When it was last put before the coalition; decisions of before are about another text. */
  @Column('timestamptz', { name: 'proposed_at', nullable: true })
  proposedAt: Date | null;

  @Column('timestamptz', { name: 'adopted_at', nullable: true })
  adoptedAt: Date | null;

  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
