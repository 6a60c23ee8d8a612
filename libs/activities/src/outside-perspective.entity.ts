import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const perspectiveDispositions = ['USED', 'PARTLY', 'NOT_USED'] as const;
export type PerspectiveDisposition = (typeof perspectiveDispositions)[number];

/** What somebody from outside was asked, or said, about an activity. */
@Entity('outside_perspective')
export class OutsidePerspective {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'activity_id' })
  activityId: string;

  /** When the lead was asked to invite one; when it was received, if nobody was asked. */
  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  @Column('timestamptz', { name: 'skipped_at', nullable: true })
  skippedAt: Date | null;

  @Column('text', { name: 'skip_reason', nullable: true })
  skipReason: string | null;

  @Column('text', { name: 'from_whom', nullable: true })
  fromWhom: string | null;

  @Column('text', { nullable: true })
  text: string | null;

  @Column('timestamptz', { name: 'received_at', nullable: true })
  receivedAt: Date | null;

  @Column('text', { nullable: true })
  disposition: PerspectiveDisposition | null;

  @Column('text', { name: 'what_changed', nullable: true })
  whatChanged: string | null;

  @Column('timestamptz', { name: 'disposed_at', nullable: true })
  disposedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
