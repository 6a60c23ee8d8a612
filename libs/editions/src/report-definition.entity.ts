import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { ReportDefinitionVersion } from './report-definition-version.entity.js';

/** A report that comes again: what it covers stands in its versions, each report made by it is an edition. */
@Entity('report_definition')
export class ReportDefinition {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  code: string;

  /** The number of the latest version. */
  @Column('integer')
  version: number;

  /** The number of the latest edition; 0 before the first. */
  @Column('integer')
  editions: number;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Joined where definitions are read. */
  latest?: ReportDefinitionVersion;
}
