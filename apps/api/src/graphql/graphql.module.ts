import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { encodeId, idPrefixes, type IdType, type Page } from '@keelson/platform';
import type { RequestContext } from './context.js';
import { formatError } from './format-error.js';
import { NodeResolver } from './node.js';
import { requireStorableStrings } from './scalars.js';

/** The one module that knows the GraphQL server. */
@Module({
  imports: [
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      sortSchema: true,
      path: '/graphql',
      graphiql: false,
      playground: false,
      introspection: true,
      csrfPrevention: true,
      persistedQueries: false,
      includeStacktraceInErrorResponses: false,
      hideSchemaDetailsFromClientErrors: true,
      parseOptions: { maxTokens: 1500 },
      fieldResolverEnhancers: [],
      plugins: [ApolloServerPluginCacheControlDisabled()],
      context: (request: RequestContext['request'], reply: RequestContext['reply']): RequestContext => ({
        request,
        reply,
        loaders: new Map(),
        related: new Map(),
      }),
      formatError,
      transformSchema: finishSchema,
    }),
  ],
  providers: [NodeResolver],
})
export class GraphqlModule {}

/** What holds for many types is said in this one place: ids and counts on their way out. */
function finishSchema(schema: GraphQLSchema): GraphQLSchema {
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
