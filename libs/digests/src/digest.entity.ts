import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { DigestContent } from './digest-content.js';

/** What a member was told of one week; decided by what they might see when it was compiled. */
@Entity('digest')
export class Digest {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** The Monday on which the week that it tells of began. */
  @Column('date')
  week: string;

  /** BCP 47. */
  @Column('text')
  language: string;

  /** Null: there was nothing to tell. */
  @Column('jsonb', { nullable: true })
  content: DigestContent | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
