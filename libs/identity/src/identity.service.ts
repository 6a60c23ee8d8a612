import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Forbidden,
  InvalidInput,
  NotFound,
  Unauthenticated,
  isBackbone,
  newId,
  pageOf,
  partnerOrganizationIds,
  record,
  type Actor,
  type CoalitionRole,
  type Page,
  type PageArguments,
  type Scope,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { formatKey, hashSecret, newSecret, parseKey, secretMatches } from './key-secret.js';
import { generatePassword, hashPassword, passwordMatches, requireGoodPassword } from './password.js';
import { Person } from './person.entity.js';

export interface NewPerson {
  email: string;
  name: string;
}

export interface NewApiKey {
  coalitionId: string;
  name: string;
  role: CoalitionRole;
  scopes: Scope[];
  organizationIds: string[];
  expiresAt?: Date | null;
}

@Injectable()
export class IdentityService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The person behind an e-mail address and password; the same error for an unknown address and a wrong password. */
  async signIn(email: string, password: string): Promise<Person> {
    const person = await this.database.identify({}, (manager) =>
      manager.findOneBy(Person, { email: email.trim().toLowerCase() }),
    );
    if (!(await passwordMatches(person?.passwordHash, password)) || !person) {
      throw new Unauthenticated('The e-mail address or the password is wrong.');
    }
    return person;
  }

  findPerson(id: string): Promise<Person | null> {
    return this.database.identify({ personId: id }, (manager) => manager.findOneBy(Person, { id }));
  }

  /** Makes the first administrator of an empty installation; returns null when somebody is there already. */
  async createFirstAdministrator(input: NewPerson & { password: string }): Promise<Person | null> {
    requireGoodPassword(input.password);
    const passwordHash = await hashPassword(input.password);
    return this.database.identify({}, async (manager) => {
      await manager.query('LOCK TABLE person IN EXCLUSIVE MODE');
      if (await manager.existsBy(Person, {})) return null;
      return insertPerson(manager, { ...input, passwordHash, administrator: true });
    });
  }

  /**
   * Finds the person with this address, or makes one with a password that is shown once. Part of the caller's unit of
   * work: the caller says what the person is for.
   */
  async findOrCreatePerson(
    manager: EntityManager,
    actor: Actor,
    input: NewPerson,
  ): Promise<{ person: Person; temporaryPassword: string | null }> {
    const email = input.email.trim().toLowerCase();
    const existing = await manager.findOneBy(Person, { email });
    if (existing) return { person: existing, temporaryPassword: null };
    const temporaryPassword = generatePassword();
    const passwordHash = await hashPassword(temporaryPassword);
    const person = await insertPerson(manager, { email, name: input.name, passwordHash, administrator: false });
    await record(manager, actor, {
      coalitionId: null,
      verb: 'createPerson',
      subjectType: 'Person',
      subjectId: person.id,
      after: { email, name: input.name },
    });
    return { person, temporaryPassword };
  }

  async changePassword(actor: Actor, current: string, next: string): Promise<Person> {
    requireGoodPassword(next, 'newPassword');
    const person = await this.findPerson(actor.personId);
    if (!person || !(await passwordMatches(person.passwordHash, current))) {
      throw InvalidInput.at('currentPassword', 'INVALID', 'This is not your current password.');
    }
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
      return person;
    });
  }

  /** Persons by id, for those who share a coalition with them: the caller has checked that. */
  loadPeople(actor: Actor, ids: readonly string[]): Promise<Person[]> {
    return this.database.read(actor, (manager) => manager.findBy(Person, { id: In([...ids]) }));
  }

  /** Makes an API key and returns its text, which is shown this once. Partners make keys for their organizations only. */
  async createApiKey(actor: Actor, input: NewApiKey): Promise<{ apiKey: ApiKey; secret: string }> {
    requireMayCreateKey(actor, input);
    const secret = newSecret();
    return this.database.work(actor, async (manager) => {
      const apiKey = manager.create(ApiKey, {
        ...input,
        id: newId(),
        personId: actor.personId,
        secretHash: hashSecret(secret),
        expiresAt: input.expiresAt ?? null,
        revokedAt: null,
        createdAt: new Date(),
      });
      await manager.insert(ApiKey, apiKey);
      await record(manager, actor, {
        coalitionId: input.coalitionId,
        verb: 'createApiKey',
        subjectType: 'ApiKey',
        subjectId: apiKey.id,
        after: { name: input.name, role: input.role, scopes: input.scopes, organizationIds: input.organizationIds },
      });
      return { apiKey, secret: formatKey(apiKey.id, secret) };
    });
  }

  async revokeApiKey(actor: Actor, id: string): Promise<ApiKey> {
    return this.database.work(actor, async (manager) => {
      const apiKey = await manager.findOneBy(ApiKey, { id });
      if (!apiKey || !maySeeKey(actor, apiKey)) throw new NotFound('API key');
      apiKey.revokedAt ??= new Date();
      await manager.save(apiKey);
      const { coalitionId } = apiKey;
      await record(manager, actor, { coalitionId, verb: 'revokeApiKey', subjectType: 'ApiKey', subjectId: id });
      return apiKey;
    });
  }

  /** The live key behind a text, or an error that does not say what was wrong with it. */
  async authenticateKey(text: string): Promise<ApiKey> {
    const parsed = parseKey(text);
    const apiKey = parsed && (await this.findKey(parsed.id));
    const expired = apiKey?.expiresAt && apiKey.expiresAt <= new Date();
    if (!parsed || !apiKey || apiKey.revokedAt || expired || !secretMatches(apiKey.secretHash, parsed.secret)) {
      throw new Unauthenticated('This API key is not valid.');
    }
    return apiKey;
  }

  private findKey(id: string): Promise<ApiKey | null> {
    return this.database.identify({ keyId: id }, (manager) => manager.findOneBy(ApiKey, { id }));
  }

  async loadApiKeys(actor: Actor, ids: readonly string[]): Promise<ApiKey[]> {
    const keys = await this.database.read(actor, (manager) => manager.findBy(ApiKey, { id: In([...ids]) }));
    return keys.filter((key) => maySeeKey(actor, key));
  }

  /** The coalition's keys: all of them for backbone staff, their own for others. */
  listApiKeys(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<ApiKey>> {
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(ApiKey, 'key').where({ coalitionId });
      return isBackbone(actor, coalitionId) ? builder : builder.andWhere({ personId: actor.personId });
    };
    return pageOf(this.database, actor, query, page, { name: 'apiKeys', by: ['id'] });
  }
}

function maySeeKey(actor: Actor, key: ApiKey): boolean {
  return isBackbone(actor, key.coalitionId) || key.personId === actor.personId;
}

function requireMayCreateKey(actor: Actor, input: NewApiKey): void {
  if (actor.keyId) throw new Forbidden('A key cannot make keys; sign in.');
  const asPartner = input.role === 'PARTNER';
  if (asPartner !== input.organizationIds.length > 0) {
    const message = 'A PARTNER key names the organizations it submits for; the other roles name none.';
    throw InvalidInput.at('organizationIds', asPartner ? 'REQUIRED' : 'INVALID', message);
  }
  if (isBackbone(actor, input.coalitionId)) return;
  const own = partnerOrganizationIds(actor, input.coalitionId);
  const mayOwn = asPartner && input.organizationIds.every((id) => own.includes(id));
  const hasRole = actor.roles.some((held) => held.coalitionId === input.coalitionId && held.role === input.role);
  if (!mayOwn && !(hasRole && !asPartner)) throw new NotFound('coalition', ['coalitionId']);
}

async function insertPerson(
  manager: EntityManager,
  input: Pick<Person, 'email' | 'name' | 'passwordHash' | 'administrator'>,
): Promise<Person> {
  const email = input.email.trim().toLowerCase();
  const person = manager.create(Person, { ...input, email, id: newId(), createdAt: new Date() });
  await manager.insert(Person, person);
  return person;
}
