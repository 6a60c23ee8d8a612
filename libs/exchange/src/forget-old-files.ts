import type { Database } from '@keelson/platform';
import { forgetRefusals, forgetUploads } from './uploads.sql.js';

/** For the worker. */
export async function forgetOldFiles(database: Database): Promise<void> {
  await database.identify({}, async (manager) => {
    await manager.query(forgetUploads);
    await manager.query(forgetRefusals);
  });
}
