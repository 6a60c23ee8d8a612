import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Required of every coalition until it says otherwise. */
export const requiredByDefault = ['respect', 'trust', 'dignity'] as const;

/** A word that the members of a coalition define together. */
@Entity('term')
export class Term {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  word: string;

  /** The word without case and accents: what makes it unique. */
  @Column('text', { name: 'folded_word' })
  foldedWord: string;

  /** Whether it must be agreed before an agenda is proposed. */
  @Column('boolean')
  required: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
