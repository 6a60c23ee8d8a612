import { Entity, PrimaryColumn } from 'typeorm';

/** A category of a dimension in which figures show a stakeholder group. */
@Entity('group_category')
export class GroupCategory {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'group_id' })
  groupId: string;

  @PrimaryColumn('uuid', { name: 'category_id' })
  categoryId: string;
}
