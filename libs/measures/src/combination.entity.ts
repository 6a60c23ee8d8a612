import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A category combination: the part of a measure that a cell speaks of. The total is the empty one. */
@Entity('combination')
export class Combination {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** Sorted `dimension=category` pairs joined by ";"; empty for the total. */
  @Column('text')
  key: string;

  @Column('text', { name: 'dimension_key' })
  dimensionKey: string;

  /** Dimension code to category code. */
  @Column('jsonb')
  cell: Record<string, string>;
}
