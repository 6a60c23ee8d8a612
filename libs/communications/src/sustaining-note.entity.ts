import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What a conversation about sustaining the work said. */
@Entity('sustaining_note')
export class SustainingNote {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId: string;

  @Column('text', { name: 'keeps_us_going' })
  keepsUsGoing: string;

  @Column('text')
  risks: string;

  @Column('text')
  capacity: string;

  /** For how many months the work is funded, as a decimal. */
  @Column('numeric', { name: 'runway_months', nullable: true })
  runwayMonths: string | null;

  @Column('text', { name: 'funding_gap', nullable: true })
  fundingGap: string | null;

  @Column('text', { name: 'next_step' })
  nextStep: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
