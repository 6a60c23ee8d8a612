import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  Unauthenticated,
  type Actor,
  type CoalitionRole,
  type Page,
  type PageArguments,
  type Scope,
} from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { ApiKey, isLive } from './api-key.entity.js';
import { formatKey, hashSecret, newSecret, parseKey, secretMatches } from './key-secret.js';

const day = 86_400_000;
/** A key that nobody remembers ends by itself. */
const usualLife = 365 * day;
const longestLife = 2 * usualLife;
/** To exchange a key wherever it is kept; longer, and the exchange is forgotten. */
const longestOverlap = 7 * 24 * 60;
/** The key that is being exchanged, and the one that takes its place. */
const mostLive = 2;

export interface NewApiKey {
  coalitionId: string;
  name: string;
  role: CoalitionRole;
  scopes: Scope[];
  organizationIds: string[];
  expiresAt?: Date | null;
}

/** A key with its text, which is shown this once. */
export interface ShownKey {
  apiKey: ApiKey;
  secret: string;
}

@Injectable()
export class ApiKeysService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Partners make keys for their organizations only. Without `expiresAt` it lives for a year. */
  async createApiKey(actor: Actor, input: NewApiKey): Promise<ShownKey> {
    requireMayCreate(actor, input);
    const expiresAt = input.expiresAt ?? new Date(Date.now() + usualLife);
    requireLife(expiresAt);
    const id = newId();
    return this.database.work(actor, (manager) =>
      insertKey(manager, actor, 'createApiKey', { ...input, expiresAt, id, lineId: id, personId: actor.personId }),
    );
  }

  /**
   * Makes the key that follows one, with the same rights and as long a life; the old one works for `keepOldFor` minutes
   * more, or until it would have expired.
   */
  async rotateApiKey(actor: Actor, id: string, keepOldFor: number): Promise<ShownKey & { replaced: ApiKey }> {
    if (actor.keyId) throw new Forbidden('A key cannot make keys; sign in.');
    if (!Number.isInteger(keepOldFor) || keepOldFor < 0 || keepOldFor > longestOverlap) {
      const message = `The old key can be kept for 0 to ${longestOverlap} minutes, which is a week.`;
      throw InvalidInput.at('keepOldFor', 'OUT_OF_RANGE', message);
    }
    return this.database.work(actor, async (manager) => {
      const old = await findKey(manager, actor, id);
      if (!isLive(old)) throw new InvalidState('key.ended', 'This key has ended already; make a new one.');
      // A new key must reach no further than whoever makes it may reach today.
      requireMayCreate(actor, old);
      const line = await manager.findBy(ApiKey, { coalitionId: old.coalitionId, lineId: old.lineId });
      if (line.filter((key) => isLive(key)).length >= mostLive) {
        const message = 'Two keys of this line are live already: revoke one of them, or wait until the old one ends.';
        throw new InvalidState('key.rotating', message);
      }
      const now = Date.now();
      const life = old.expiresAt ? old.expiresAt.getTime() - old.createdAt.getTime() : usualLife;
      const end = Math.min(now + keepOldFor * 60_000, old.expiresAt?.getTime() ?? Infinity);
      await manager.update(ApiKey, { id }, { expiresAt: new Date(end) });
      const { coalitionId, name, role, scopes, organizationIds, lineId, personId } = old;
      const rights = { coalitionId, name, role, scopes, organizationIds, lineId, personId };
      const expiresAt = new Date(now + Math.min(Math.max(life, day), longestLife));
      const made = await insertKey(manager, actor, 'rotateApiKey', { ...rights, expiresAt, id: newId() }, old);
      return { ...made, replaced: Object.assign(old, { expiresAt: new Date(end) }) };
    });
  }

  /** Ends a key; from its next request on it is refused. */
  async revokeApiKey(actor: Actor, id: string): Promise<ApiKey> {
    return this.database.work(actor, async (manager) => {
      const apiKey = await findKey(manager, actor, id);
      if (apiKey.revokedAt) return apiKey;
      apiKey.revokedAt = new Date();
      await manager.update(ApiKey, { id }, { revokedAt: apiKey.revokedAt });
      const { coalitionId } = apiKey;
      await record(manager, actor, { coalitionId, verb: 'revokeApiKey', subjectType: 'ApiKey', subjectId: id });
      return apiKey;
    });
  }

  async loadApiKeys(actor: Actor, ids: readonly string[]): Promise<ApiKey[]> {
    const keys = await this.database.read(actor, (manager) => manager.findBy(ApiKey, { id: In([...ids]) }));
    return keys.filter((key) => maySee(actor, key));
  }

  /** The coalition's keys: all of them for backbone staff, their own for others. */
  listApiKeys(actor: Actor, coalitionId: string, page: PageArguments): Promise<Page<ApiKey>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(ApiKey, 'key').where({ coalitionId });
      return isBackbone(actor, coalitionId) ? builder : builder.andWhere({ personId: actor.personId });
    };
    return pageOf(this.database, actor, query, page, { name: 'apiKeys', by: ['id'] });
  }

  /** Remembers that a key was used, once a minute. Nobody waits for it. */
  async touchApiKey({ id, coalitionId }: Pick<ApiKey, 'id' | 'coalitionId'>): Promise<void> {
    const touch = `UPDATE api_key SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;
    await this.database.identify({ keyId: id, coalitionIds: [coalitionId] }, (manager) => manager.query(touch, [id]));
  }
}

/** The live key that a text is, or an error that does not say what was wrong with it. `find` looks it up by its id. */
export async function authenticateKey<T extends ApiKey>(
  text: string,
  find: (id: string) => Promise<T | null>,
): Promise<T> {
  const parsed = parseKey(text);
  const apiKey = parsed && (await find(parsed.id));
  if (!parsed || !apiKey || !isLive(apiKey) || !secretMatches(apiKey.secretHash, parsed.secret)) {
    throw new Unauthenticated('This API key is not valid.');
  }
  return apiKey;
}

/** Locked, so that of two who change it at once the second one sees what the first one did. */
async function findKey(manager: EntityManager, actor: Actor, id: string): Promise<ApiKey> {
  const key = await manager.findOne(ApiKey, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!key || !maySee(actor, key)) throw new NotFound('API key');
  return key;
}

async function insertKey(
  manager: EntityManager,
  actor: Actor,
  verb: string,
  input: Omit<ApiKey, 'secretHash' | 'revokedAt' | 'createdAt' | 'lastUsedAt'>,
  replaced?: ApiKey,
): Promise<ShownKey> {
  const secret = newSecret();
  const fresh = { secretHash: hashSecret(secret), revokedAt: null, createdAt: new Date(), lastUsedAt: null };
  const apiKey = manager.create(ApiKey, { ...input, ...fresh });
  await manager.insert(ApiKey, apiKey);
  const { coalitionId, name, role, scopes, organizationIds, expiresAt } = apiKey;
  await record(manager, actor, {
    ...{ coalitionId, verb, subjectType: 'ApiKey', subjectId: apiKey.id },
    before: replaced ? { id: replaced.id } : null,
    after: { name, role, scopes, organizationIds, expiresAt },
  });
  return { apiKey, secret: formatKey(apiKey.id, secret) };
}

function maySee(actor: Actor, key: ApiKey): boolean {
  return isBackbone(actor, key.coalitionId) || key.personId === actor.personId;
}

function requireLife(expiresAt: Date): void {
  const life = expiresAt.getTime() - Date.now();
  if (life <= 0) throw InvalidInput.at('expiresAt', 'OUT_OF_RANGE', 'A key expires in the future.');
  if (life <= longestLife) return;
  throw InvalidInput.at('expiresAt', 'OUT_OF_RANGE', 'A key lives for two years at most; rotate it before.');
}

function requireMayCreate(actor: Actor, input: Pick<NewApiKey, 'coalitionId' | 'role' | 'organizationIds'>): void {
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
