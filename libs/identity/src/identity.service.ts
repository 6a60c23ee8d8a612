import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Forbidden,
  InvalidInput,
  newId,
  record,
  requireLanguage,
  requireTimeZone,
  Unauthenticated,
  type Actor,
  type Doer,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { hashPassword, isOutdated, passwordMatches, requireGoodPassword } from './password.js';
import { Person } from './person.entity.js';
import { endOtherSessions } from './sessions.service.js';

export interface NewPerson {
  email: string;
  name: string;
}

export interface PersonSettings {
  language?: string | null;
  timeZone?: string | null;
}

/** From where somebody tries to sign in, and at which step. */
export interface SignInAttempt {
  address: string;
  requestId: string;
  step?: 'PASSWORD' | 'TOTP' | 'OIDC';
}

/** RFC 9562's nil UUID: the subject of what concerns nobody known. */
const nobodyId = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class IdentityService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * The person behind an e-mail address and password; the same error for an unknown address and a wrong password.
   * `attempt` says from where it is tried: then a refusal is recorded.
   */
  async signIn(email: string, password: string, attempt?: SignInAttempt): Promise<Person> {
    const person = await this.findPersonByEmail(email);
    if (!(await passwordMatches(person?.passwordHash, password)) || !person) {
      if (attempt) await this.recordRefusal(attempt, person?.id ?? null);
      throw new Unauthenticated('The e-mail address or the password is wrong.');
    }
    if (isOutdated(person.passwordHash)) await this.rehash(person, password);
    return person;
  }

  /** Writes down that somebody was not let in, and never what they tried. `personId` is whose account it was. */
  async recordRefusal({ address, requestId, step }: SignInAttempt, personId: string | null): Promise<void> {
    await this.database.identify({ personId }, (manager) =>
      record(
        manager,
        { personId, keyId: null, requestId },
        {
          ...{ coalitionId: null, verb: 'refuseSignIn', subjectType: 'Person', subjectId: personId ?? nobodyId },
          after: { address, step: step ?? 'PASSWORD' },
        },
      ),
    );
  }

  /** Only the hash that was compared with: another request may have changed the password meanwhile. */
  private async rehash({ id, passwordHash }: Person, password: string): Promise<void> {
    const stronger = await hashPassword(password);
    await this.database.identify({ personId: id }, (manager) =>
      manager.update(Person, { id, passwordHash }, { passwordHash: stronger }),
    );
  }

  findPerson(id: string): Promise<Person | null> {
    return this.database.identify({ personId: id }, (manager) => manager.findOneBy(Person, { id }));
  }

  /** Makes the first administrator of an empty installation; returns null when somebody is there already. */
  async createFirstAdministrator(input: NewPerson & { password: string }): Promise<Person | null> {
    requireGoodPassword(input.password, 'password', [input.name, input.email]);
    const passwordHash = await hashPassword(input.password);
    return this.database.identify({}, async (manager) => {
      await manager.query('LOCK TABLE person IN EXCLUSIVE MODE');
      if (await manager.existsBy(Person, {})) return null;
      return insertPerson(manager, { ...input, passwordHash, administrator: true });
    });
  }

  /** Who has this e-mail address. Only for whoever proved that they were written to there: the answer is a secret. */
  findPersonByEmail(email: string): Promise<Person | null> {
    return this.database.identify({}, (manager) => manager.findOneBy(Person, { email: email.trim().toLowerCase() }));
  }

  /** Makes a person in the caller's unit of work; the caller says what the person is for. Null when the address is taken. */
  async createPerson(
    manager: EntityManager,
    doer: Doer,
    input: NewPerson & { id?: string; passwordHash: string },
  ): Promise<Person | null> {
    const person = buildPerson({ ...input, administrator: false });
    const insert = manager.createQueryBuilder().insert().into(Person).values(person).orIgnore().returning('id');
    const { raw } = await insert.execute();
    if ((raw as unknown[]).length === 0) return null;
    await record(manager, doer, {
      coalitionId: null,
      verb: 'createPerson',
      subjectType: 'Person',
      subjectId: person.id,
      after: { email: person.email, name: person.name },
    });
    return person;
  }

  /** Also ends the person's other sessions: somebody else may have opened them. */
  async changePassword(actor: Actor, current: string, next: string): Promise<Person> {
    if (actor.keyId) throw new Forbidden('A key cannot change its person’s password; sign in.');
    const person = await this.findPerson(actor.personId);
    if (!person || !(await passwordMatches(person.passwordHash, current))) {
      throw InvalidInput.at('currentPassword', 'INVALID', 'This is not your current password.');
    }
    requireGoodPassword(next, 'newPassword', [person.name, person.email]);
    const passwordHash = await hashPassword(next);
    return this.database.work(actor, async (manager) => {
      await manager.update(Person, { id: person.id }, { passwordHash });
      const change = {
        coalitionId: null,
        verb: 'changePassword',
        subjectType: 'Person',
        subjectId: person.id,
      } as const;
      await record(manager, actor, change);
      await endOtherSessions(manager, actor, 'PASSWORD_CHANGED');
      return person;
    });
  }

  /** The person's own settings: changes what is given; null takes the coalition's. */
  async changeSettings(actor: Actor, settings: PersonSettings): Promise<Person> {
    if (actor.keyId) throw new Forbidden('A key cannot change its person’s settings; sign in.');
    const changes: PersonSettings = {};
    if (settings.language !== undefined)
      changes.language = settings.language === null ? null : requireLanguage(settings.language);
    if (settings.timeZone !== undefined) {
      if (settings.timeZone !== null) requireTimeZone(settings.timeZone);
      changes.timeZone = settings.timeZone;
    }
    return this.database.work(actor, async (manager) => {
      const person = await manager.findOneByOrFail(Person, { id: actor.personId });
      if (Object.keys(changes).length === 0) return person;
      const before = { language: person.language, timeZone: person.timeZone };
      await manager.update(Person, { id: person.id }, changes);
      const after = { ...before, ...changes };
      const change = {
        coalitionId: null,
        verb: 'updateViewer',
        subjectType: 'Person',
        subjectId: person.id,
      } as const;
      await record(manager, actor, { ...change, before, after });
      return Object.assign(person, after);
    });
  }

  /** Persons by id, for those who share a coalition with them: the caller has checked that. */
  loadPeople(actor: Actor, ids: readonly string[]): Promise<Person[]> {
    return this.database.read(actor, (manager) => manager.findBy(Person, { id: In([...ids]) }));
  }
}

type PersonInput = Pick<Person, 'email' | 'name' | 'passwordHash' | 'administrator'>;

async function insertPerson(manager: EntityManager, input: PersonInput): Promise<Person> {
  const person = buildPerson(input);
  await manager.insert(Person, person);
  return person;
}

function buildPerson({ id, email, name, passwordHash, administrator }: PersonInput & { id?: string }): Person {
  const address = email.trim().toLowerCase();
  const createdAt = new Date();
  return Object.assign(new Person(), {
    id: id ?? newId(),
    email: address,
    name,
    passwordHash,
    administrator,
    language: null,
    timeZone: null,
    createdAt,
  });
}
