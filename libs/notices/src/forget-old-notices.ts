import type { Database } from '@keelson/platform';

/** Forgets what was settled a month ago, and links that ended; for the worker, whose policies show it no others. */
export async function forgetOldNotices(database: Database): Promise<void> {
  const old = `< now() - interval '30 days'`;
  await database.identify({}, async (manager) => {
    await manager.query(`DELETE FROM webhook_delivery WHERE settled_at ${old}`);
    await manager.query(`DELETE FROM mail WHERE settled_at ${old}`);
    await manager.query(`DELETE FROM password_reset WHERE expires_at < now() - interval '1 day'`);
  });
}
