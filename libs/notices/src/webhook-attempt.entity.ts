import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one request to an endpoint came to. */
@Entity('webhook_attempt')
export class WebhookAttempt {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'delivery_id' })
  deliveryId: string;

  @Column('timestamptz')
  at: Date;

  @Column('integer')
  milliseconds: number;

  /** Null when there was no answer. */
  @Column('integer', { nullable: true })
  status: number | null;

  @Column('text', { nullable: true })
  failure: string | null;

  /** How the answer starts. */
  @Column('text', { nullable: true })
  excerpt: string | null;
}
