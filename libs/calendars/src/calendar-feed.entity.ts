import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** An address by which a calendar program reads one member's dates. Only the SHA-256 of its token is kept. */
@Entity('calendar_feed')
export class CalendarFeed {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** What the member calls it. */
  @Column('text')
  name: string;

  /** Whether it was made by somebody who acted as backbone staff. */
  @Column('boolean', { name: 'as_backbone' })
  asBackbone: boolean;

  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'rotated_at', nullable: true })
  rotatedAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
