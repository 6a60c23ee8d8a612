import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
// eslint-disable-next-line no-restricted-imports -- rate-limiter-flexible wants a pool, and its table belongs to nobody
import { Pool } from 'pg';
import {
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';
import { Config, InvalidInput, Unauthenticated } from '@keelson/platform';

const minute = 60;
/** Refused attempts that cost nothing but themselves. An account is one person's; an address may be a whole office's. */
const free = { account: 5, address: 20 };
/** How long such an attempt is remembered. */
const freeFor = 15 * minute;
/** 1, 2, 4, 8, then 15 minutes: about a hundred guesses a day at one account, and nobody is locked out for long. */
const delayAfter = (strikes: number) => Math.min(2 ** (strikes - 1), 15) * minute;
/** After a day without an attempt it begins again at the shortest. */
const strikesFor = 24 * 60 * minute;

export interface Attempt {
  /** Whom is tried to be; left out where that is not known. */
  account?: string;
  address: string;
}

/** Too many attempts were refused: nothing is tried until then. */
export class TooManyAttempts extends Error {
  constructor(
    /** In seconds. */
    readonly retryAfter: number,
  ) {
    super(
      `Too many attempts failed. Try again in ${retryAfter < 120 ? `${retryAfter} s` : `${Math.ceil(retryAfter / 60)} minutes`}.`,
    );
  }
}

/** What stands for an account: its address is nobody's business who reads the table. */
export function accountOf(text: string): string {
  return createHash('sha256').update(text.trim().toLowerCase()).digest('base64url');
}

type Kind = keyof typeof free;

interface Counted {
  kind: Kind;
  key: string;
  points: number;
  /** Whether another one would be refused. */
  last: boolean;
}

/**
 * Limits what can be guessed at: every attempt is counted before it is made, so that of a thousand at once no more are
 * made than of a thousand in turn. In Redis where there is one, else in PostgreSQL, so for all API processes together.
 */
@Injectable()
export class Attempts implements OnApplicationShutdown {
  // A pool of its own: the library asks its own statements, and needs none of the settings of a unit of work.
  private readonly pool: Pool;
  private readonly redis: Redis | null;
  private readonly failures: Record<Kind, RateLimiterStoreAbstract>;
  private readonly strikes: RateLimiterStoreAbstract;

  constructor(@Inject(Config) { DATABASE_URL, REDIS_URL }: Pick<Config, 'DATABASE_URL' | 'REDIS_URL'>) {
    this.pool = new Pool({
      ...{ connectionString: DATABASE_URL, max: 2, application_name: 'keelson-api-attempts' },
      ...{ connectionTimeoutMillis: 5_000, statement_timeout: 5_000 },
    });
    // An idle connection that breaks is replaced by the next attempt.
    this.pool.on('error', () => undefined);
    // A Redis that never answered has no stream to close, and ioredis waits for its closing: 2 s unless told.
    this.redis = REDIS_URL ? new Redis(REDIS_URL, { enableOfflineQueue: false, disconnectTimeout: 100 }) : null;
    // That Redis is away is told by the queue; here PostgreSQL takes its place.
    this.redis?.on('error', () => undefined);
    this.failures = {
      account: this.limiter('account', free.account, freeFor),
      address: this.limiter('address', free.address, freeFor),
    };
    this.strikes = this.limiter('strikes', Number.MAX_SAFE_INTEGER, strikesFor);
  }

  async onApplicationShutdown(): Promise<void> {
    this.redis?.disconnect();
    await this.pool.end();
  }

  /** Makes the attempt, unless too many were refused before. */
  async limit<T>({ account, address }: Attempt, attempt: () => Promise<T>, isRefusal = isRefused): Promise<T> {
    const counted = [await this.count('address', address)];
    if (account) counted.push(await this.countOrGiveBack(account, counted));
    try {
      const done = await attempt();
      for (const { kind, key, points } of counted) await this.forgive(kind, key, points);
      return done;
    } catch (error) {
      const refused = isRefusal(error);
      for (const { kind, key, points, last } of counted) {
        if (!refused) await this.failures[kind].reward(key, points);
        else if (last) await this.delay(kind, key);
      }
      throw error;
    }
  }

  /** Makes the attempt, which counts whatever comes of it. */
  async countEach<T>({ account, address }: Attempt, attempt: () => Promise<T>): Promise<T> {
    const counted = [await this.count('address', address)];
    if (account) counted.push(await this.countOrGiveBack(account, counted));
    for (const { kind, key, last } of counted) if (last) await this.delay(kind, key);
    return attempt();
  }

  /** After a first delay an attempt takes all that is free, so that each one that is refused leads to the next delay. */
  private async count(kind: Kind, key: string): Promise<Counted> {
    const points = (await this.strikes.get(`${kind}:${key}`)) ? free[kind] : 1;
    try {
      const { remainingPoints } = await this.failures[kind].consume(key, points);
      return { kind, key, points, last: remainingPoints <= 0 };
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new TooManyAttempts(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
    }
  }

  /** What is refused for its account is no guess of its address. */
  private async countOrGiveBack(account: string, counted: readonly Counted[]): Promise<Counted> {
    try {
      return await this.count('account', account);
    } catch (error) {
      for (const { kind, key, points } of counted) await this.failures[kind].reward(key, points);
      throw error;
    }
  }

  private async delay(kind: Kind, key: string): Promise<void> {
    const { consumedPoints } = await this.strikes.penalty(`${kind}:${key}`);
    await this.failures[kind].block(key, delayAfter(consumedPoints));
  }

  /** Whoever got in starts afresh; not so the address: there others may be guessing, or the same one at others' accounts. */
  private async forgive(kind: Kind, key: string, points: number): Promise<void> {
    if (kind === 'address') await this.failures.address.reward(key, points);
    else await Promise.all([this.failures.account.delete(key), this.strikes.delete(`account:${key}`)]);
  }

  private limiter(keyPrefix: string, points: number, duration: number): RateLimiterStoreAbstract {
    const rules = { keyPrefix: `attempt:${keyPrefix}`, points, duration };
    const inPostgres = new RateLimiterPostgres({
      ...{ ...rules, storeClient: this.pool, storeType: 'pool', tableName: 'attempt', tableCreated: true },
      // Each limiter would sweep the same table.
      clearExpiredByTimeout: keyPrefix === 'strikes',
    });
    if (!this.redis) return inPostgres;
    return new RateLimiterRedis({
      ...{ ...rules, storeClient: this.redis, rejectIfRedisNotReady: true, insuranceLimiter: inPostgres },
    });
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Unauthenticated || error instanceof InvalidInput;
}
