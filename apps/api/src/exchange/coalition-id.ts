import { decodeId, NotFound } from '@keelson/platform';

/** What is no id is as absent as an id that nobody has. */
export function coalitionIdOf(id: string): string {
  try {
    return decodeId('Coalition', id);
  } catch {
    throw new NotFound('coalition', ['id']);
  }
}
