import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far an operation is: a row of its own, because the running transaction holds the operation's. */
@Entity('bulk_progress')
export class BulkProgress {
  @PrimaryColumn('uuid', { name: 'operation_id' })
  operationId: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('integer', { name: 'rows_read' })
  rowsRead: number;

  @Column('integer', { name: 'rows_written' })
  rowsWritten: number;

  @Column('integer')
  percent: number;

  /** Somebody wants it to end. */
  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;
}
