import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a decision put a version in force; after an interim decision a second one may confirm it. */
@Entity('agenda_adoption')
export class AgendaAdoption {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'decision_id' })
  decisionId: string;

  @Column('uuid', { name: 'agenda_id' })
  agendaId: string;

  @Column('timestamptz', { name: 'adopted_at' })
  adoptedAt: Date;
}
