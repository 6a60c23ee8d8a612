import type { AnnouncedEvent } from '@keelson/platform';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** GONE: the receiver answered 410, which says that it wants nothing any more. */
export const disablings = ['BY_HAND', 'FAILING', 'GONE'] as const;
export type Disabling = (typeof disablings)[number];

/** An address of a coalition's own system, to which events are sent. */
@Entity('webhook_endpoint')
export class WebhookEndpoint {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  url: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { array: true })
  events: AnnouncedEvent[];

  @Column('uuid', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Since when nothing was taken. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('text', { name: 'disabled_because', nullable: true })
  disabledBecause: Disabling | null;
}
