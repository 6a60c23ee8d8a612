import type { Frequency } from '@keelson/measures';
import { Column, CreateDateColumn, Entity, PrimaryColumn, VirtualColumn } from 'typeorm';

/** COALITION: its partners and observers. FUNDERS: its funders. PUBLIC: anybody, and so the other two. */
export const sharingAudiences = ['COALITION', 'FUNDERS', 'PUBLIC'] as const;
export type SharingAudience = (typeof sharingAudiences)[number];

/** The finest that may be seen: totals of the coalition, or also the figures of the organizations that are parties. */
export const sharingGrains = ['COALITION', 'PARTNER'] as const;
export type SharingGrain = (typeof sharingGrains)[number];

export const agreementStates = ['PROPOSED', 'SIGNED', 'IN_FORCE', 'EXPIRED', 'SUPERSEDED', 'REVOKED'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** SQL for the state of the agreement `alias` on this day in its coalition's time zone. */
export const stateOf = (alias: string) => `(
  SELECT CASE WHEN ${alias}.revoked_at IS NOT NULL THEN 'REVOKED'
              WHEN ${alias}.superseded_from <= day.today THEN 'SUPERSEDED'
              WHEN ${alias}.to_date < day.today THEN 'EXPIRED'
              WHEN ${alias}.signed_at IS NULL THEN 'PROPOSED'
              WHEN ${alias}.from_date > day.today THEN 'SIGNED'
              ELSE 'IN_FORCE' END
    FROM (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM coalition WHERE id = ${alias}.coalition_id) AS day)`;

/** What its parties let audiences see, for a while. It is never edited: another one takes its place. */
@Entity('agreement')
export class Agreement {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  purpose: string;

  @Column('text')
  grain: SharingGrain;

  @Column('uuid', { name: 'measure_ids', array: true })
  measureIds: string[];

  /** No shorter periods are seen; null: every one. */
  @Column('text', { name: 'finest_frequency', nullable: true })
  finestFrequency: Frequency | null;

  /** Codes of the first and the last period whose figures are seen; null: all before, all after. */
  @Column('text', { name: 'first_period', nullable: true })
  firstPeriod: string | null;

  @Column('text', { name: 'last_period', nullable: true })
  lastPeriod: string | null;

  /** Sets of dimensions, each as sorted codes joined by ","; null: all; empty: totals only. */
  @Column('text', { name: 'breakdown_keys', array: true, nullable: true })
  breakdownKeys: string[] | null;

  @Column('text', { array: true })
  audiences: SharingAudience[];

  @Column('date', { name: 'from_date' })
  from: string;

  /** The last day, included; null: until it is revoked. */
  @Column('date', { name: 'to_date', nullable: true })
  to: string | null;

  @Column('uuid', { name: 'supersedes_id', nullable: true })
  supersedesId: string | null;

  @Column('uuid', { name: 'proposed_by' })
  proposedBy: string;

  @CreateDateColumn({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt: Date;

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt: Date | null;

  @Column('date', { name: 'superseded_from', nullable: true })
  supersededFrom: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @Column('uuid', { name: 'revoked_by', nullable: true })
  revokedBy: string | null;

  /** The organization for which it was revoked; null: for the backbone. */
  @Column('uuid', { name: 'revoked_for_id', nullable: true })
  revokedForId: string | null;

  @Column('text', { name: 'revocation_reason', nullable: true })
  revocationReason: string | null;

  /** When its end was told of. */
  @Column('timestamptz', { name: 'expiry_announced_at', nullable: true })
  expiryAnnouncedAt: Date | null;

  @VirtualColumn({ type: 'text', query: stateOf })
  state: AgreementState;

  get breakdowns(): string[][] | null {
    return this.breakdownKeys?.map((key) => key.split(',')) ?? null;
  }
}
