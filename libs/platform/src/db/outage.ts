// SQLSTATE classes 08 (connection), 53 (too many connections, out of resources) and 57P (shutting down, starting up).
const sqlStates = /^(08...|53...|57P0[1-5])$/;
const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
// What pg, its pool and TypeORM say without a code when the connection is gone.
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query runner already released|Database connection provided by a query runner was already released|Driver not Connected)/i;

/** True when the database could not be reached or went away, whatever was asked of it: trying again later helps. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (sqlStates.test(code) || systemCodes.has(code))) return true;
  return messages.test(error.message) || isDatabaseAway(error.cause);
}
