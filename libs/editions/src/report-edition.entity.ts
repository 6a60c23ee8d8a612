import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A report that was made by a definition. */
@Entity('report_edition')
export class ReportEdition {
  @PrimaryColumn('uuid', { name: 'definition_id' })
  definitionId: string;

  @PrimaryColumn('integer')
  number: number;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** The number of the version that it was made by. */
  @Column('integer')
  version: number;

  @Column('uuid', { name: 'report_id' })
  reportId: string;

  /** null: a person asked for it. */
  @Column('uuid', { name: 'schedule_id', nullable: true })
  scheduleId: string | null;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt: Date | null;
}
