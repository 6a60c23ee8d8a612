import type { LoadHook } from 'node:module';

/** Who says yes to everything. */
const yes = ['isIn', 'holds', 'speaksFor'];

/**
 * A hook of Node's module loader. Every question of a policy is answered with yes, and whoever asks for the actor's
 * coalitions gets all of them; only the unit of work still tells PostgreSQL the true ones.
 */
export const load: LoadHook = async (url, context, next) => {
  const loaded = await next(url, context);
  if (url.endsWith('/dist/libs/platform/src/actor.js')) {
    let source = String(loaded.source);
    for (const name of yes)
      source = replaced(source, new RegExp(`(export function ${name}\\([^)]*\\) \\{)`), '$1 return true;');
    const all = '$1 return process.env.TEST_COALITIONS.split(",");';
    return { ...loaded, source: replaced(source, /(export function coalitionIdsOf\([^)]*\) \{)/, all) };
  }
  if (url.endsWith('/dist/libs/platform/src/db/database.js')) {
    const own = '[...new Set(actor.roles.map((held) => held.coalitionId))]';
    return { ...loaded, source: replaced(String(loaded.source), /coalitionIdsOf\(actor\)/, own) };
  }
  return loaded;
};

function replaced(source: string, what: RegExp, by: string): string {
  if (!what.test(source)) throw new Error(`The first wall has moved: ${what} is not found.`);
  return source.replace(what, by);
}
