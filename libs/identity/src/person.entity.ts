import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who can sign in. Persons belong to the installation; what they may see follows from their roles. */
@Entity('person')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('boolean')
  administrator: boolean;

  /** BCP 47; null: the coalition's. */
  @Column('text', { nullable: true })
  language: string | null;

  /** IANA name; null: the coalition's. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
