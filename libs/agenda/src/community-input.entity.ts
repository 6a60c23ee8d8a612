import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const inputKinds = ['WHAT_MATTERS', 'VALUE', 'INTEREST', 'CONCERN', 'IDEA'] as const;
export type InputKind = (typeof inputKinds)[number];

export const inputChannels = ['MEETING', 'FORM', 'PHONE', 'PAPER', 'INTERVIEW'] as const;
export type InputChannel = (typeof inputChannels)[number];

export const dispositions = ['ADOPTED', 'ADAPTED', 'NOT_ADOPTED'] as const;
export type Disposition = (typeof dispositions)[number];

/** What somebody from the community said, and what the coalition made of it. */
@Entity('community_input')
export class CommunityInput {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  kind: InputKind;

  @Column('text')
  channel: InputChannel;

  @Column('text')
  text: string;

  /** The group that it comes from. */
  @Column('uuid', { name: 'group_id', nullable: true })
  groupId: string | null;

  /** The version of the agenda that it is about. */
  @Column('uuid', { name: 'agenda_id', nullable: true })
  agendaId: string | null;

  /** Where an answer reaches whoever said it: personal, for backbone staff alone. */
  @Column('text', { nullable: true })
  contact: string | null;

  @Column('date', { name: 'received_on' })
  receivedOn: string;

  /** Null where it came without an account. */
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedById: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('text', { nullable: true })
  disposition: Disposition | null;

  /** What was done with it, or why not: "we did". */
  @Column('text', { nullable: true })
  reason: string | null;

  /** The words for it that everybody may read; null keeps it off the public list. */
  @Column('text', { name: 'you_said', nullable: true })
  youSaid: string | null;

  @Column('uuid', { name: 'disposed_by', nullable: true })
  disposedById: string | null;

  @Column('timestamptz', { name: 'disposed_at', nullable: true })
  disposedAt: Date | null;

  /** What was answered to the contact. */
  @Column('text', { nullable: true })
  reply: string | null;

  @Column('uuid', { name: 'replied_by', nullable: true })
  repliedById: string | null;

  @Column('timestamptz', { name: 'replied_at', nullable: true })
  repliedAt: Date | null;
}
