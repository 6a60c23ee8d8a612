import type { AnnouncedEvent } from '@keelson/platform';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const deliveryStates = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What `sendTestEvent` sends; nobody can choose it. */
export const testEvent = 'webhook.test';

/** One event on its way to one endpoint: at least once, with the same id and the same bytes. */
@Entity('webhook_delivery')
export class WebhookDelivery {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'endpoint_id' })
  endpointId: string;

  @Column('text')
  event: AnnouncedEvent | typeof testEvent;

  @Column('text')
  body: string;

  @Column('text')
  state: DeliveryState;

  /** Since it was made or replayed. */
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
