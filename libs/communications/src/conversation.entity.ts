import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const channels = ['MEETING', 'CALL', 'MESSAGE', 'VISIT'] as const;
export type Channel = (typeof channels)[number];

/**
 * What a conversation is for. SUSTAINING asks what keeps the work going, POWER who decides and who does not, SENSEMAKING
 * what the figures mean, REPAIR mends what went wrong between some.
 */
export const conversationKinds = [
  'ROUTINE',
  'SUSTAINING',
  'POWER',
  'SENSEMAKING',
  'CELEBRATION',
  'REPAIR',
  'ONE_TO_ONE',
] as const;
export type ConversationKind = (typeof conversationKinds)[number];

/** A talk between organizations of a coalition, as the communication log keeps it. */
@Entity('conversation')
export class Conversation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  kind: ConversationKind;

  @Column('text')
  channel: Channel;

  /** One sentence: what it was about. */
  @Column('text')
  title: string;

  @Column('timestamptz', { name: 'held_at' })
  heldAt: Date;

  /** IANA name; the days of its clocks follow it. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** The body of the backbone room that met. */
  @Column('uuid', { name: 'body_id', nullable: true })
  bodyId: string | null;

  @Column('text', { name: 'host_names', array: true })
  hostNames: string[];

  /** For backbone and partners; the service blanks them for everybody else. */
  @Column('text', { nullable: true })
  notes: string | null;

  /** When the notes were first there. */
  @Column('timestamptz', { name: 'notes_at', nullable: true })
  notesAt: Date | null;

  /** How everybody who is asked can take part: interpreting, child care, travel, a room without steps. */
  @Column('text', { name: 'access_plan', nullable: true })
  accessPlan: string | null;

  /** When the notes are to stand. */
  @Column('date', { name: 'publish_on', nullable: true })
  publishOn: string | null;

  /** Since when they stand; nobody changes them any more. */
  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  @Column('uuid', { name: 'agenda_id', nullable: true })
  agendaId: string | null;

  @Column('uuid', { name: 'logged_by_id' })
  loggedById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
