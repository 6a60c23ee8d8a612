import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What an endpoint's deliveries are signed with. The API writes what is sealed, and only the worker may read it. */
@Entity('webhook_secret')
export class WebhookSecret {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'endpoint_id' })
  endpointId: string;

  @Column('bytea', { select: false })
  sealed: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Set when another one takes its place. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;
}
