import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { BulkOperationsService, type BulkOperation } from '@keelson/exchange';
import { encodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { CoalitionType } from '../coalitions/coalition.type.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { loadRelated } from '../graphql/related.js';
import { PersonType } from '../people/person.type.js';
import {
  BulkOperationConnection,
  BulkOperationPayload,
  BulkOperationType,
  BulkRefusalType,
  ImportMeasurementsPayload,
} from './bulk-operation.type.js';
import { BulkOperationFilterInput, CancelBulkOperationInput, ImportMeasurementsInput } from './exchange.inputs.js';

@Resolver(() => BulkOperationType)
export class BulkOperationsResolver {
  constructor(@Inject(BulkOperationsService) private readonly operations: BulkOperationsService) {
    registerNode('BulkOperation', (actor, ids) => operations.loadOperations(actor, ids));
  }

  @Query(() => BulkOperationType, { nullable: true })
  bulkOperation(@IdArg('id', 'BulkOperation') id: string, @Context() context: RequestContext) {
    return loadNode<BulkOperationType>(context, 'BulkOperation', id);
  }

  @Query(() => BulkOperationConnection, {
    name: 'bulkOperations',
    nullable: true,
    description: 'The imports of a coalition, newest first: all for backbone staff, for partners those they asked for.',
  })
  listOperations(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: BulkOperationFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.operations.listOperations(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => ImportMeasurementsPayload, {
    description:
      'Asks for the import of a file, however long, which is then done in the background: the same rules, refusals and history as submitMeasurements, whose batches have at most 5,000 values.',
  })
  importMeasurements(@CurrentActor() actor: Actor, @Args('input') input: ImportMeasurementsInput) {
    return this.operations.importMeasurements(actor, input);
  }

  @Mutation(() => BulkOperationPayload, {
    description:
      'Ends an import that has not ended: at once, or within a moment where a worker is at it. Nothing of it stays. Too late for one that has COMPLETED meanwhile.',
  })
  async cancelBulkOperation(@CurrentActor() actor: Actor, @Args('input') { id }: CancelBulkOperationInput) {
    return { operation: await this.operations.cancelBulkOperation(actor, id) };
  }

  @ResolveField(() => [BulkRefusalType], {
    name: 'refusals',
    description: 'The first 20, in the order of the file; `errorsUrl` has them all, with what to do about each.',
  })
  refusalsOf(@Parent() operation: BulkOperation, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.operations.firstRefusals(actor, ids, 20);
    return loadRelated(context, 'BulkOperation.refusals', operation.id, load, (one) => one.operationId);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'A path on this address that answers GET with the same credential as here: CSV with row, column, code, message and remedy. Null where nothing was refused. Kept for 30 days.',
  })
  errorsUrl(@Parent() { id, refused, state }: BulkOperation): string | null {
    return refused || state === 'REFUSED' ? `/bulk-operations/${encodeId('BulkOperation', id)}.csv` : null;
  }

  @ResolveField(() => CoalitionType, { nullable: true })
  coalition(@Parent() operation: BulkOperation, @Context() context: RequestContext) {
    return loadNode<CoalitionType>(context, 'Coalition', operation.coalitionId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  requestedBy(@Parent() operation: BulkOperation, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', operation.requestedById);
  }
}
