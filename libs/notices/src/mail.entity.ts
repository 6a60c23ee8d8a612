import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/**
 * What people may refuse; the others they asked for themselves, or could not go on without. In this order for good: the
 * links by which a kind is refused hold its place.
 */
export const noticeKinds = [
  'REPORT_PUBLISHED',
  'SUBMISSION_APPROVED',
  'SUBMISSION_RETURNED',
  'WEBHOOK_DISABLED',
  'AGREEMENT_EXPIRING',
  'REPORT_RESTATED',
  'COMMITMENT_OVERDUE',
  'WEEKLY_DIGEST',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export type MailKind = NoticeKind | 'INVITATION' | 'PASSWORD_RESET';

/** HANDED_OVER: the server was given it and has not said whether it took it. */
export type MailState = 'PENDING' | 'HANDED_OVER' | 'SENT' | 'FAILED';

/** What a mail says, besides its link. */
export interface MailFacts {
  name?: string;
  coalition?: string;
  organization?: string;
  organizations?: string[];
  role?: string;
  title?: string;
  periods?: string[];
  /** How many are not named. */
  morePeriods?: number;
  reason?: string;
  host?: string;
  /** Why an endpoint was disabled. */
  cause?: string;
  days?: number;
  lastDay?: string;
  firstDay?: string;
  /** Each its heading and then its lines, in the words of the digest's language. */
  sections?: string[][];
}

/** One mail to one address. */
@Entity('mail')
export class Mail {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id', nullable: true })
  coalitionId: string | null;

  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('text')
  kind: MailKind;

  @Column('text')
  address: string;

  @Column('jsonb')
  facts: MailFacts;

  /** The token of its link; gone once it is settled. */
  @Column('bytea', { nullable: true })
  sealed: Buffer | null;

  @Column('text')
  state: MailState;

  @Column('integer')
  attempts: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt: Date | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  @Column('text', { nullable: true })
  failure: string | null;
}
