import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What somebody asked; the clock runs five working days from the day after. */
@Entity('question')
export class Question {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  text: string;

  @Column('uuid', { name: 'asked_by' })
  askedById: string;

  /** Null for the backbone. */
  @Column('uuid', { name: 'asked_by_organization_id', nullable: true })
  askedByOrganizationId: string | null;

  /** Null for the backbone. */
  @Column('uuid', { name: 'asked_of_organization_id', nullable: true })
  askedOfOrganizationId: string | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column('text', { nullable: true })
  answer: string | null;

  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredById: string | null;

  /** Null for the backbone, and while there is no answer. */
  @Column('uuid', { name: 'answered_by_organization_id', nullable: true })
  answeredByOrganizationId: string | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt: Date | null;

  /** The day of the answer in the coalition's time zone. */
  @Column('date', { name: 'answered_on', nullable: true })
  answeredOn: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  /** The day of it in the coalition's time zone. */
  @Column('date', { name: 'withdrawn_on', nullable: true })
  withdrawnOn: string | null;

  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnById: string | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason: string | null;
}
