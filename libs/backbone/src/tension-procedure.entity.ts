import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** How the coalition goes about tension between its members. A later version takes an earlier one's place. */
@Entity('tension_procedure')
export class TensionProcedure {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** 1, 2, 3… in the order in which they were registered. */
  @Column('integer')
  version: number;

  @Column('text')
  text: string;

  @Column('uuid', { name: 'registered_by' })
  registeredById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** Somebody to whom members turn when there is tension. */
@Entity('tension_steward')
export class TensionSteward {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'procedure_id' })
  procedureId: string;

  /** 1, 2, 3… as they were named. */
  @Column('integer')
  position: number;

  @Column('text')
  name: string;

  /** Null for somebody from outside the coalition. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;
}
