import { sharingAudiences, type SharingAudience } from '@keelson/agreements';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** COALITION: its partners and observers. FUNDERS: its funders. PUBLIC: anybody. Backbone staff see every report. */
export const audiences = sharingAudiences;
export type Audience = SharingAudience;

/** That a compiled report was shown to an audience, by whom and when. It ends by being withdrawn, and stays as a record. */
@Entity('report_publication')
export class ReportPublication {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'report_id' })
  reportId: string;

  @Column('text')
  audience: Audience;

  @CreateDateColumn({ name: 'published_at', type: 'timestamptz' })
  publishedAt: Date;

  @Column('uuid', { name: 'published_by' })
  publishedBy: string;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('uuid', { name: 'withdrawn_by', nullable: true })
  withdrawnBy: string | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason: string | null;
}
