import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The people of one organization in a conversation. */
@Entity('participant')
export class Participant {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('integer')
  people: number;

  /** Some or all of their names, or none. */
  @Column('text', { array: true })
  names: string[];
}
