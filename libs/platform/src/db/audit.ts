import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Actor } from '../actor.js';
import { newId, type IdType } from '../ids.js';
import { registerEntities } from './database.js';

export type Snapshot = Record<string, unknown>;

/** One state change: who, when, what, why. Append-only; written in the transaction of the change itself. */
@Entity('audit_event')
export class AuditEvent {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id', nullable: true })
  coalitionId: string | null;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('uuid', { name: 'key_id', nullable: true })
  keyId: string | null;

  /** The verb of the field, e.g. `adoptAgenda`. */
  @Column('text')
  verb: string;

  @Column('text', { name: 'subject_type' })
  subjectType: IdType;

  @Column('uuid', { name: 'subject_id' })
  subjectId: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('jsonb', { nullable: true })
  before: Snapshot | null;

  @Column('jsonb', { nullable: true })
  after: Snapshot | null;

  @Column('text', { name: 'request_id' })
  requestId: string;

  @Column('timestamptz')
  at: Date;
}
registerEntities(AuditEvent);

export interface Change {
  coalitionId: string | null;
  verb: string;
  subjectType: IdType;
  subjectId: string;
  reason?: string | null;
  before?: Snapshot | null;
  after?: Snapshot | null;
}

/** Appends what was just done to the history, inside the same unit of work. */
export async function record(manager: EntityManager, actor: Actor, ...changes: Change[]): Promise<void> {
  await manager.insert(
    AuditEvent,
    changes.map((change) => ({
      reason: null,
      before: null,
      after: null,
      ...change,
      id: newId(),
      personId: actor.personId,
      keyId: actor.keyId,
      requestId: actor.requestId,
      at: new Date(),
    })) as never,
  );
}
