/*
 * How full are these leaky buckets after one more charge?
 *
 * $1 text[]    keys of the buckets
 * $2 float8[]  points that each restores in a second, in the same order
 * $3 float8    points to charge to each of them
 *
 * One row per bucket: key, level (the charge included). Written at once and by the database's clock, so any number of
 * processes share the buckets. The clock is read after the row is locked: now() would be older than what a request
 * that came first has written. In the order of the keys, so that two requests never wait for each other.
 */
export const chargeBucketsSql = `
  INSERT INTO rate_bucket AS b (key, level, restore, counted_at)
  SELECT asked.key, $3::float8, asked.restore, clock_timestamp()
    FROM unnest($1::text[], $2::float8[]) AS asked (key, restore)
   ORDER BY asked.key
  ON CONFLICT (key) DO UPDATE SET
    level = greatest(0, b.level - greatest(0, extract(epoch FROM clock_timestamp() - b.counted_at)) * excluded.restore)
      + excluded.level,
    restore = excluded.restore,
    counted_at = clock_timestamp()
  RETURNING key, level`;

/*
 * Forgets the buckets that have leaked empty: an empty bucket and none are the same. What a request is charging right
 * now is skipped, so that the two never wait for each other.
 */
export const forgetEmptyBucketsSql = `
  DELETE FROM rate_bucket
   WHERE key IN (
     SELECT key FROM rate_bucket
      WHERE level <= extract(epoch FROM clock_timestamp() - counted_at) * restore
        FOR UPDATE SKIP LOCKED
   )`;
