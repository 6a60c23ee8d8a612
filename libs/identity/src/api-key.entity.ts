import type { CoalitionRole, Scope } from '@keelson/platform';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A credential for a machine: one coalition, one role, named scopes. Only the SHA-256 of its secret is kept. */
@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** The first of the keys that followed each other by rotation. */
  @Column('uuid', { name: 'line_id' })
  lineId: string;

  @Column('text')
  name: string;

  @Column('bytea', { name: 'secret_hash' })
  secretHash: Buffer;

  @Column('text', { array: true })
  scopes: Scope[];

  @Column('text')
  role: CoalitionRole;

  /** The organizations that the key submits for, when its role is PARTNER. */
  @Column('uuid', { name: 'organization_ids', array: true })
  organizationIds: string[];

  /** Null only for keys from before keys had to expire. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** At most a minute late. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}

export function isLive({ revokedAt, expiresAt }: ApiKey, now = new Date()): boolean {
  return !revokedAt && (!expiresAt || expiresAt > now);
}
