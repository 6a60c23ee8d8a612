import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A way to break a measure down: sex, age band, district… */
@Entity('dimension')
export class Dimension {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** One value of a dimension. Its code is stable; it is retired, never deleted. */
@Entity('category')
export class Category {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'dimension_id' })
  dimensionId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('integer')
  position: number;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;
}
