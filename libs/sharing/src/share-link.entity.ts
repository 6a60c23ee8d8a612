import type { Audience } from '@keelson/reports';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const shareLinkStates = ['OPEN', 'EXPIRED', 'REVOKED', 'WITHDRAWN'] as const;
export type ShareLinkState = (typeof shareLinkStates)[number];

/** An address by which whoever has it sees one report as one audience does. Only the SHA-256 of its token is kept. */
@Entity('share_link')
export class ShareLink {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'report_id' })
  reportId: string;

  /** With its end the link ends: the same report published again needs a new one. */
  @Column('uuid', { name: 'publication_id' })
  publicationId: string;

  @Column('text')
  audience: Audience;

  /** For whom it was made. */
  @Column('text')
  name: string;

  @Column('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @Column('text', { name: 'passcode_hash', nullable: true })
  passcodeHash: string | null;

  /** The origins whose pages may show it in a frame. */
  @Column('text', { name: 'embedded_at', array: true })
  embeddedAt: string[];

  @Column('uuid', { name: 'created_by' })
  createdBy: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('uuid', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;

  @Column('integer')
  uses: number;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}

/** What ended it; of several reasons the one that somebody decided. `withdrawn`: its publication has ended. */
export function stateOf(
  { revokedAt, expiresAt }: Pick<ShareLink, 'revokedAt' | 'expiresAt'>,
  withdrawn: boolean,
  now = new Date(),
): ShareLinkState {
  if (revokedAt) return 'REVOKED';
  if (withdrawn) return 'WITHDRAWN';
  return expiresAt <= now ? 'EXPIRED' : 'OPEN';
}
