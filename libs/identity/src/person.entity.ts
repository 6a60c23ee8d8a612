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

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
