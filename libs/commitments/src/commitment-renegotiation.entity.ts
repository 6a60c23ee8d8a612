import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** That a due date was moved. Never changed. */
@Entity('commitment_renegotiation')
export class CommitmentRenegotiation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'commitment_id' })
  commitmentId: string;

  @Column('date', { name: 'from_due_on' })
  fromDueOn: string;

  @Column('date', { name: 'to_due_on' })
  toDueOn: string;

  /** On or before the date that held until then. */
  @Column('boolean', { name: 'on_time' })
  onTime: boolean;

  @Column('text')
  reason: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
