import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import type { GraphQLError, ParseOptions, ValidationContext, ValidationRule } from 'graphql';

/** A parser given 2,000 tokens still overflows its stack with nested lists. */
export const parseOptions: ParseOptions = { maxTokens: 1500 };
export const validationOptions = { maxErrors: 10 };

// Reported like every other finding: thrown, as the rules do by themselves, it would be an error of the server.
const reported = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
};

/** Beside the rules of the specification. Only fields make a query deep, so that clients may split it into fragments. */
export const validationRules = [
  maxDepthRule({ n: 12, ignoreIntrospection: true, flattenFragments: true, ...reported }),
  maxAliasesRule({ n: 30, ...reported }),
  maxDirectivesRule({ n: 20, ...reported }),
] as ValidationRule[];
