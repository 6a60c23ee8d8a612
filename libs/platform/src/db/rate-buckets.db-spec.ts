import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { buildActor, openRooms, type TestRoom } from '../../testing/index.js';
import { Database } from './database.js';
import { chargeBuckets, forgetEmptyBuckets, type RateBucket } from './rate-buckets.js';

/** A worker is only opened with something in it. */
@Module({})
class Anything {}

let room: TestRoom;
let database: Database;
const actor = buildActor();
const bucket = (key: string, size: number, restore = 0.001): RateBucket => ({ key, size, restore });
const charge = (points: number, ...buckets: RateBucket[]) => chargeBuckets(database, actor, buckets, points);

beforeAll(async () => {
  room = await openRooms([], [Anything]);
  database = room.get(Database);
});
afterAll(() => room.close());

describe('leaky buckets', () => {
  it('take charges until they are full, and say how long until there is room', async () => {
    const one = bucket('key:one', 10, 0.5);
    expect(await charge(6, one)).toMatchObject({ granted: true, wait: 0, buckets: [{ available: 4 }] });
    const refused = await charge(6, one);
    expect(refused.granted).toBe(false);
    expect(refused.wait).toBeGreaterThan(3);
    expect(refused.wait).toBeLessThanOrEqual(4);
    expect(refused.buckets[0]?.available).toBeCloseTo(4, 0);
    expect(await charge(4, one)).toMatchObject({ granted: true });
  });

  it('leak by the clock of the database', async () => {
    const quick = bucket('key:quick', 10, 100);
    await charge(10, quick);
    await pause(60);
    expect(await charge(5, quick)).toMatchObject({ granted: true });
  });

  it('are charged all or none', async () => {
    const [wide, narrow] = [bucket('key:wide', 100), bucket('coalition:narrow', 10)];
    expect(await charge(8, wide, narrow)).toMatchObject({ granted: true });
    expect(await charge(8, wide, narrow)).toMatchObject({ granted: false });
    const [left] = (await charge(0, wide)).buckets;
    expect(left?.available).toBeCloseTo(92, 1);
  });

  it('never grant more than they hold to requests that come at once, also to the first ones', async () => {
    const shared = bucket('coalition:shared', 10);
    const charges = Array.from({ length: 40 }, (_, i) => charge(1, shared, bucket(`key:of-${i % 5}`, 100)));
    const granted = (await Promise.all(charges)).filter((one) => one.granted);
    expect(granted).toHaveLength(10);
  });

  it('are forgotten by the worker once they are empty', async () => {
    await charge(1, bucket('key:gone', 10, 1000), bucket('key:stays', 10));
    await pause(20);
    await forgetEmptyBuckets(room.getOfWorker(Database));
    const keys = (await room.query<{ key: string }>(`SELECT key FROM rate_bucket`)).map(({ key }) => key);
    expect(keys).toContain('key:stays');
    expect(keys).not.toContain('key:gone');
  });
});
