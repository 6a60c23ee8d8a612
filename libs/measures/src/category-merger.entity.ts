import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That figures of some periods count a category's values in another one. Values keep the category they came with. */
@Entity('category_merger')
export class CategoryMerger {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'from_category_id' })
  fromCategoryId: string;

  @Column('uuid', { name: 'into_category_id' })
  intoCategoryId: string;

  /** The first day that it governs: periods that start then or later. Null: from ever. */
  @Column('date', { name: 'first_period_start', nullable: true })
  firstPeriodStart: string | null;

  @Column('text')
  reason: string;

  @Column('uuid', { name: 'made_by' })
  madeBy: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;
}
