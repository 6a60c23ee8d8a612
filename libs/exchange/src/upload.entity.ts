import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A file that came in, kept for some days in chunks beside this row. */
@Entity('upload')
export class Upload {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** The API key that sent it, if one did. */
  @Column('uuid', { name: 'key_id', nullable: true })
  keyId: string | null;

  /** Null until all of it has come. */
  @Column('bigint', { nullable: true })
  bytes: string | null;

  @Column('bytea', { nullable: true })
  sha256: Buffer | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
