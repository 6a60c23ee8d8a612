import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A set of dimensions by which a version's values may be broken down. */
@Entity('breakdown')
export class Breakdown {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_version_id' })
  measureVersionId: string;

  /** The order in which they were declared: the first additive one that has parts gives a missing total. */
  @Column('integer')
  position: number;

  /** The dimensions' codes, sorted and joined by ",". */
  @Column('text', { name: 'dimension_key' })
  dimensionKey: string;

  /** True when its categories split the whole: the parts add up to the total. */
  @Column('boolean')
  additive: boolean;
}
