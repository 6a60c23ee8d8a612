import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** How somebody proved who they are. MACHINE: by holding the secret of the machine that the platform runs on. */
export const sessionOrigins = ['PASSWORD', 'OIDC', 'INVITATION', 'MACHINE'] as const;
export type SessionOrigin = (typeof sessionOrigins)[number];

export const sessionEnds = ['SIGNED_OUT', 'REVOKED', 'REUSED', 'PASSWORD_CHANGED'] as const;
export type SessionEnd = (typeof sessionEnds)[number];

/** A person signed in on one device: a family of refresh tokens, each of which was made from the one before. */
@Entity('session')
export class Session {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('text')
  through: SessionOrigin;

  @Column('boolean', { name: 'second_factor' })
  secondFactor: boolean;

  @Column('text')
  address: string;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('text', { name: 'revoked_reason', nullable: true })
  revokedReason: SessionEnd | null;
}
