// The file and not the room: the room's index would load the whole database layer first.
import { InvalidConfig, parseConfig, type Config } from '../../libs/platform/src/config.js';

/**
 * The settings and everything that is wrong with them. The sound ones come back even when others are wrong, so that
 * what they lead to (a port, a folder, a database) is looked at in the same go.
 */
export function readSettings(env: NodeJS.ProcessEnv): { config: Config; faults: string[] } {
  try {
    return { config: parseConfig(env), faults: [] };
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    const sound = Object.entries(env).filter(([name, value]) => isSound({ [name]: value }));
    return { config: parseConfig(Object.fromEntries(sound)), faults: error.faults };
  }
}

function isSound(env: NodeJS.ProcessEnv): boolean {
  try {
    parseConfig(env);
    return true;
  } catch {
    return false;
  }
}
