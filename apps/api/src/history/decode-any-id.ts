import { decodeId, InvalidInput, typeOfId } from '@keelson/platform';

/** The UUID behind an id of whatever type. */
export function decodeAnyId(id: string, field: string | string[]): string {
  const type = typeOfId(id);
  if (!type) throw InvalidInput.malformed(field, `"${id}" is not an id of this API.`);
  return decodeId(type, id, field);
}
