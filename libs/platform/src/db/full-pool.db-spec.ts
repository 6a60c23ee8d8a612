import { buildActor, openRoom, type TestRoom } from '../../testing/index.js';
import { Database } from './database.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

/** Of the test room. */
const poolSize = 6;

describe('a unit of work', () => {
  it('that waits for a full pool fails in the end and does not hang', async () => {
    const [database, actor] = [room.get(Database), buildActor()];
    let release = () => undefined as void;
    const held = new Promise<void>((done) => (release = done));
    const holders = Array.from({ length: poolSize }, () => database.read(actor, () => held));
    await expect(database.read(actor, async () => 'a connection')).rejects.toThrow(/timeout/i);
    release();
    await Promise.all(holders);
    expect(await database.read(actor, async () => 'a connection')).toBe('a connection');
  }, 20_000);
});
