import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** An organization as one coalition knows it. Across coalitions it is recognised by its org-id.guide identifiers. */
@Entity('organization')
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  /** Unique in its coalition; what files and submissions call it. */
  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  type: string | null;

  /** org-id.guide identifiers, e.g. `GB-CHC-202918`. */
  @Column('text', { array: true })
  identifiers: string[];

  @Column('jsonb')
  attributes: Record<string, string>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
