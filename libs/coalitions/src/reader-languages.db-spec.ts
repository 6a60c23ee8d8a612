import { IdentityService } from '@keelson/identity';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildCoalition } from '../testing/index.js';
import { CoalitionsModule, CoalitionsService, ReaderLanguages } from './index.js';

let room: TestRoom;
beforeAll(async () => {
  room = await openRoom(CoalitionsModule);
});
afterAll(() => room.close());

it("somebody reads in a language of their own, else in the coalition's, and in none of a coalition of others", async () => {
  const one = await buildCoalition(room, [], { language: 'es' });
  const other = await buildCoalition(room, []);
  const { id } = one.coalition;
  const read = (actor = one.backbone) => room.get(ReaderLanguages).loadReaderLanguages(actor, [id, other.coalition.id]);
  expect(await read()).toEqual([{ coalitionId: id, language: 'es' }]);
  await room.get(IdentityService).changeSettings(one.backbone, { language: 'en' });
  expect(await read()).toEqual([{ coalitionId: id, language: 'en' }]);
  expect(await read(one.funder)).toEqual([{ coalitionId: id, language: 'es' }]);
  await room.get(IdentityService).changeSettings(one.backbone, { language: null });
  await room.get(CoalitionsService).updateCoalition(one.backbone, id, { language: 'fr' });
  expect(await read()).toEqual([{ coalitionId: id, language: 'fr' }]);
});
