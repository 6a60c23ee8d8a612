import { readdirSync } from 'node:fs';
import { migrations } from './index.js';

it('runs every migration that is written, once, in the order of the time stamps', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^\d+-.*\.ts$/.test(name));
  const stamps = migrations.map((one) => /\d+$/.exec(new one().name ?? '')?.[0]);
  expect(stamps).toEqual(files.map((name) => name.split('-')[0]).sort());
});
