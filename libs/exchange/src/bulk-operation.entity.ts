import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { BulkProgress } from './bulk-progress.entity.js';
import type { FileFormat } from './file-formats.js';

export const bulkStates = ['REQUESTED', 'RUNNING', 'COMPLETED', 'REFUSED', 'FAILED', 'CANCELLED'] as const;
export type BulkState = (typeof bulkStates)[number];

/** A file's import: what was asked for, and what became of it. The row is the job. */
@Entity('bulk_operation')
export class BulkOperation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'upload_id' })
  uploadId: string;

  @Column('text')
  format: FileFormat;

  @Column('boolean', { name: 'dry_run' })
  dryRun: boolean;

  @Column('boolean')
  partial: boolean;

  @Column('boolean')
  draft: boolean;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text')
  state: BulkState;

  @Column('integer', { nullable: true })
  created: number | null;

  @Column('integer', { nullable: true })
  changed: number | null;

  @Column('integer', { nullable: true })
  unchanged: number | null;

  @Column('integer', { nullable: true })
  refused: number | null;

  /** Why it failed, in a sentence. */
  @Column('text', { nullable: true })
  failure: string | null;

  @Column('uuid', { name: 'requested_by_id' })
  requestedById: string;

  @Column('uuid', { name: 'requested_by_key_id', nullable: true })
  requestedByKeyId: string | null;

  @Column('text', { name: 'request_id' })
  requestId: string;

  @CreateDateColumn({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  /** Joined where operations are read. */
  progress?: BulkProgress;
}

export function hasEnded({ state }: Pick<BulkOperation, 'state'>): boolean {
  return state !== 'REQUESTED' && state !== 'RUNNING';
}
