import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { Database } from '@keelson/platform';
import { AuthModule } from '../auth/auth.module.js';
import { readScopePlugin } from '../auth/require-read-scope.js';
import { Authentication } from '../auth/authenticate.js';
import { refusalsPlugin } from '../history/record-refusals.js';
import { chargePlugin, Charges } from '../limits/charge-request.js';
import { LimitsModule } from '../limits/limits.module.js';
import type { RequestContext } from './context.js';
import { createContext } from './create-context.js';
import { finishSchema } from './finish-schema.js';
import { formatError, rememberRequest } from './format-error.js';
import { NodeResolver } from './node.js';
import { Subscriptions } from './serve-subscriptions.js';
import { parseOptions, validationOptions, validationRules } from './validation-rules.js';

/** The one module that knows the GraphQL server. */
@Module({
  imports: [
    AuthModule,
    LimitsModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [AuthModule, LimitsModule],
      inject: [Authentication, Charges, Database],
      useFactory: serverOptions,
    }),
  ],
  providers: [NodeResolver, Subscriptions],
})
export class GraphqlModule {}

function serverOptions(
  authentication: Authentication,
  charges: Charges,
  database: Database,
): Omit<ApolloDriverConfig, 'driver'> {
  return {
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    graphiql: false,
    // Whoever gets as far as a query has signed in.
    introspection: true,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    parseOptions,
    validationOptions,
    validationRules,
    fieldResolverEnhancers: [],
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      errorPlugin,
      readScopePlugin,
      chargePlugin(charges),
      refusalsPlugin(database),
    ],
    context: createContext(authentication),
    formatError,
    transformSchema: finishSchema,
  };
}

/** Every error knows its request before it is formatted; and a refusal is never a 200, as Apollo's of a persisted query is. */
const errorPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => rememberRequest(errors, contextValue.request.id),
    willSendResponse: async ({ response: { body, http } }) => {
      if (body.kind === 'single' && !('data' in body.singleResult) && (http.status ?? 200) < 400) http.status = 400;
    },
  }),
};
