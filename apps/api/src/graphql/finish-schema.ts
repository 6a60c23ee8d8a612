import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { encodeId, idPrefixes, type IdType, type Page } from '@keelson/platform';
import { requireStorableStrings } from './scalars.js';

/** What holds for many types is said in this one place: ids and counts on their way out. */
export function finishSchema(schema: GraphQLSchema): GraphQLSchema {
  requireStorableStrings(schema);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    if (type.getInterfaces().some(({ name }) => name === 'Node')) encodeIdOf(type);
    if (type.name.endsWith('Connection')) countWhenAsked(type);
  }
  return schema;
}

/** Rooms know UUIDs, the API shows type-prefixed ids. */
function encodeIdOf(type: GraphQLObjectType): void {
  const name = type.name as IdType;
  if (!idPrefixes[name]) throw new Error(`${name} has no id prefix in platform/ids.ts.`);
  const id = type.getFields()['id'];
  if (id) id.resolve = (source: { id: string }) => encodeId(name, source.id);
}

function countWhenAsked(type: GraphQLObjectType): void {
  const totalCount = type.getFields()['totalCount'];
  if (totalCount) totalCount.resolve = (page: Page<unknown>) => page.totalCount();
}
