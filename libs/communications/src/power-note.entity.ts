import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What a conversation about power leaves to work on, or why nothing: one of the two. */
@Entity('power_note')
export class PowerNote {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('text', { name: 'work_to_address', nullable: true })
  workToAddress: string | null;

  @Column('text', { name: 'none_because', nullable: true })
  noneBecause: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
