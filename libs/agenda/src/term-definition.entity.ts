import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export interface Translation {
  /** BCP 47, such as "es". */
  language: string;
  text: string;
}

/** What a term means, in one version of its definition; a new one takes new positions. */
@Entity('term_definition')
export class TermDefinition {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'term_id' })
  termId: string;

  /** 1, 2, 3… within its term. */
  @Column('integer')
  number: number;

  @Column('text')
  text: string;

  @Column('text', { name: 'looks_like', array: true })
  looksLike: string[];

  @Column('text', { name: 'does_not_look_like', array: true })
  doesNotLookLike: string[];

  @Column('jsonb')
  translations: Translation[];

  @Column('uuid', { name: 'written_by' })
  writtenById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
