import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const channels = ['MEETING', 'CALL', 'MESSAGE', 'VISIT'] as const;
export type Channel = (typeof channels)[number];

/** A talk between organizations of a coalition, as the communication log keeps it. */
@Entity('conversation')
export class Conversation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  channel: Channel;

  /** One sentence: what it was about. */
  @Column('text')
  title: string;

  @Column('timestamptz', { name: 'held_at' })
  heldAt: Date;

  @Column('text', { name: 'host_names', array: true })
  hostNames: string[];

  /** For backbone and partners; the service blanks them for everybody else. */
  @Column('text', { nullable: true })
  notes: string | null;

  @Column('uuid', { name: 'agenda_id', nullable: true })
  agendaId: string | null;

  @Column('uuid', { name: 'logged_by_id' })
  loggedById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
