import { Forbidden, newId } from '@keelson/platform';
import { buildActor, openRooms, type TestRoom } from '@keelson/platform/testing';
import { IdentityModule } from './identity.module.js';
import { IdentityService } from './identity.service.js';

let room: TestRoom;
let personId: string;
beforeAll(async () => {
  room = await openRooms([IdentityModule], [IdentityModule]);
  const [person] = await room.query<{ id: string }>(
    `INSERT INTO person (id, email, name, password_hash) VALUES (uuidv7(), 'ada@example.org', 'Ada', 'x') RETURNING id`,
  );
  personId = person?.id ?? '';
});
afterAll(() => room.close());

const set = (settings: object) => room.get(IdentityService).changeSettings(buildActor([], { personId }), settings);
const kept = async () => (await room.query('SELECT language, time_zone FROM person WHERE id = $1', [personId]))[0];

describe('the settings of a person', () => {
  it('are nothing until they are set, change one by one, and can be given back to the coalition', async () => {
    expect(await kept()).toEqual({ language: null, time_zone: null });
    expect(await set({ language: 'ES' })).toMatchObject({ language: 'es', timeZone: null });
    await set({ timeZone: 'America/Bogota' });
    expect(await kept()).toEqual({ language: 'es', time_zone: 'America/Bogota' });
    await set({ language: null });
    expect(await kept()).toEqual({ language: null, time_zone: 'America/Bogota' });
  });

  it('stay on record, from what to what', async () => {
    const before = { language: null, timeZone: 'America/Bogota' };
    await set({ timeZone: 'Europe/Madrid' });
    const events = await room.query(
      `SELECT before, after FROM audit_event WHERE verb = 'updateViewer' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [personId],
    );
    expect(events).toEqual([{ before, after: { ...before, timeZone: 'Europe/Madrid' } }]);
  });

  it.each([
    [{ language: 'xx', timeZone: 'UTC' }, 'language'],
    [{ language: 'en', timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
  ])('refuses %j and changes nothing', async (settings, field) => {
    const before = await kept();
    await expect(set(settings)).rejects.toMatchObject({ problems: [{ code: 'INVALID', field: [field] }] });
    expect(await kept()).toEqual(before);
  });

  it('are not for a key to change', async () => {
    const key = { ...buildActor([], { personId }), keyId: newId() };
    await expect(room.get(IdentityService).changeSettings(key, { language: 'en' })).rejects.toThrow(Forbidden);
  });
});
