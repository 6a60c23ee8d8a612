import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What an organization agreed to do, until when. */
@Entity('action_item')
export class ActionItem {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('text')
  description: string;

  @Column('uuid', { name: 'owner_organization_id' })
  ownerOrganizationId: string;

  @Column('text', { name: 'owner_name', nullable: true })
  ownerName: string | null;

  /** The last day on which it is in time. */
  @Column('date')
  due: string;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** `today` is the coalition's (`dayIn`). */
export function isOverdue(item: Pick<ActionItem, 'due' | 'doneAt'>, today: string): boolean {
  return item.doneAt === null && item.due < today;
}
