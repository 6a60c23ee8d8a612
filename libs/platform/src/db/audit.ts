import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Actor } from '../actor.js';
import type { IdType } from '../ids.js';
import type { Announcement } from './announced-event.js';
import { registerEntities, run } from './database.js';
import { maskedJson } from './mask-secrets.js';

export type Snapshot = Record<string, unknown>;

/** One state change: who, when, what, why. Append-only; written in the transaction of the change itself. */
@Entity('audit_event')
export class AuditEvent {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id', nullable: true })
  coalitionId: string | null;

  /** Null when nobody is known: a refused sign-in of an unknown address. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

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
  /** That others are told of it: by the worker, once this unit of work is committed. Only for what has a coalition. */
  announce?: Announcement;
}

/** Who is written down: an actor, or somebody who is not one yet. */
export type Doer = Pick<Actor, 'keyId' | 'requestId'> & { personId: string | null };

/**
 * Question: none; appends changes to the history.
 * Parameters: $1 person; $2 key; $3 request; $4 the changes as a JSON list.
 * Why: a batch of 5,000 values moves hundreds of submissions: one statement takes 3 ms where the mapper takes 25.
 */
const appendEvents = `
  INSERT INTO audit_event (id, coalition_id, person_id, key_id, verb, subject_type, subject_id, reason, before, after, request_id)
  SELECT uuidv7(), c."coalitionId", $1::uuid, $2::uuid, c.verb, c."subjectType", c."subjectId", c.reason, c.before, c.after, $3
    FROM jsonb_to_recordset($4::jsonb) AS c ("coalitionId" uuid, verb text, "subjectType" text, "subjectId" uuid, reason text,
                                             before jsonb, after jsonb)`;

/**
 * Question: none; appends changes to the history, and puts those that others are told of before the worker.
 * Parameters: as above.
 * Why: told of in the same transaction: what was undone is told to nobody, and what was done is never forgotten.
 */
const appendAndAnnounce = `
  WITH change AS MATERIALIZED (
    SELECT uuidv7() AS id, c.*
      FROM jsonb_to_recordset($4::jsonb) AS c ("coalitionId" uuid, verb text, "subjectType" text, "subjectId" uuid,
                                               reason text, before jsonb, after jsonb, announce jsonb)),
  recorded AS (
    INSERT INTO audit_event (id, coalition_id, person_id, key_id, verb, subject_type, subject_id, reason, before, after, request_id)
    SELECT id, "coalitionId", $1::uuid, $2::uuid, verb, "subjectType", "subjectId", reason, before, after, $3 FROM change)
  INSERT INTO announcement (id, coalition_id, event, subject_id, person_id, facts)
  SELECT id, "coalitionId", announce->>'event', "subjectId", $1::uuid, announce->'facts' FROM change WHERE announce IS NOT NULL`;

/** Appends what was just done to the history, inside the same unit of work, with secrets masked. */
export async function record(manager: EntityManager, doer: Doer, ...changes: Change[]): Promise<void> {
  const append = changes.some(({ announce }) => announce) ? appendAndAnnounce : appendEvents;
  await run(manager, append, [doer.personId, doer.keyId, doer.requestId, maskedJson(changes)]);
}
