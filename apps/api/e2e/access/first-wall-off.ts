import { register } from 'node:module';

/*
 * For `node --import`: from here on the first wall between coalitions is off in this process, and row-level security
 * stands alone. Only the tests load it.
 */
register('./rewrite-actor.js', import.meta.url);
