import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const bodyDecisionKinds = ['ADOPT_AGENDA', 'REMOVE_MEMBER', 'CHANGE_PHASE', 'OTHER'] as const;
export type BodyDecisionKind = (typeof bodyDecisionKinds)[number];

/** What a decision body decided. It holds once somebody with a seat, who did not record it, has confirmed it. */
@Entity('body_decision')
export class BodyDecision {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'body_id' })
  bodyId: string;

  @Column('text')
  kind: BodyDecisionKind;

  /** The version of the agenda that is adopted, or the organization that is removed. */
  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId: string | null;

  @Column('text')
  text: string;

  @Column('text')
  why: string;

  @Column('text', { nullable: true })
  dissent: string | null;

  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  /** Of the seats held on that day. */
  @Column('integer', { name: 'seats_held' })
  seatsHeld: number;

  /** Those among them that representatives of most-impacted groups held. */
  @Column('integer', { name: 'seats_most_impacted' })
  seatsMostImpacted: number;

  @Column('boolean', { name: 'meets_seat_rule' })
  meetsSeatRule: boolean;

  /** The last day of an interim decision: of a body that misses the seat rule, at most 60 days. */
  @Column('date', { name: 'interim_until', nullable: true })
  interimUntil: string | null;

  @Column('uuid', { name: 'recorded_by' })
  recordedById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('uuid', { name: 'confirmed_by', nullable: true })
  confirmedById: string | null;

  /** The organization with a seat that confirmed it. */
  @Column('uuid', { name: 'confirmed_for_id', nullable: true })
  confirmedForId: string | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;
}
