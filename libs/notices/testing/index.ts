import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Config } from '@keelson/platform';
import { openRooms, testSecret, type TestRoom } from '@keelson/platform/testing';
import { CoalitionsModule } from '@keelson/coalitions';
import { NoticesModule } from '../src/index.js';

export * from './certificate.js';
export * from './mail-server.js';
export * from './receiver.js';

/** The settings that the room asks for. */
@Global()
@Module({})
export class ConfigOfTest {
  static with(settings: Partial<Config> = {}): DynamicModule {
    const config = Object.assign(new Config(), { KEELSON_SECRET: testSecret, ...settings });
    return {
      module: ConfigOfTest,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}

export const mailSettings = {
  KEELSON_PUBLIC_URL: 'https://keelson.example.org',
  KEELSON_MAIL_FROM: 'Keelson <notices@example.org>',
};

export function openNoticesRoom(settings: Partial<Config> = {}): Promise<TestRoom> {
  const rooms = [ConfigOfTest.with(settings), CoalitionsModule, NoticesModule];
  return openRooms(rooms, [ConfigOfTest.with(settings), NoticesModule]);
}
