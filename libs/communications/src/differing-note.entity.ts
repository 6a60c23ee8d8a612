import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What an organization that was there saw otherwise than the notes; it stands beside them for ever. */
@Entity('differing_note')
export class DifferingNote {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('text')
  text: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
