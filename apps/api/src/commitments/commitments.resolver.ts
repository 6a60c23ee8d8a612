import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CommitmentMovesService, CommitmentsService, type CommitmentOrder } from '@keelson/commitments';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { CommitmentConnection, CommitmentOrderEnum, CommitmentType } from './commitment.type.js';
import {
  AcceptCommitmentInput,
  AnswerHelpInput,
  AskForHelpInput,
  CommitmentFilterInput,
  ConfirmCommitmentInput,
  DeliverCommitmentInput,
  OfferCommitmentInput,
  RenegotiateCommitmentInput,
} from './commitments.inputs.js';

const CommitmentPayload = payloadOf('CommitmentPayload', 'commitment', CommitmentType);
const reasonArg = { type: () => String, description: 'Why; 1 to 2,000 characters.' };

@Resolver(() => CommitmentType)
export class CommitmentsResolver {
  constructor(
    @Inject(CommitmentsService) private readonly service: CommitmentsService,
    @Inject(CommitmentMovesService) private readonly moves: CommitmentMovesService,
  ) {
    registerNode('Commitment', (actor, ids) => service.loadCommitments(actor, ids));
  }

  @Query(() => CommitmentType, { nullable: true })
  commitment(@IdArg('id', 'Commitment') id: string, @Context() context: RequestContext) {
    return loadNode<CommitmentType>(context, 'Commitment', id);
  }

  @Query(() => CommitmentConnection, {
    name: 'commitments',
    nullable: true,
    description: 'The commitments of a coalition.',
  })
  listCommitments(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: CommitmentFilterInput,
    @Args('order', { type: () => CommitmentOrderEnum, defaultValue: 'DUE_FIRST' }) order: CommitmentOrder,
    @Args() page: PageArgs,
  ): Promise<Page<CommitmentType>> {
    return this.service.listCommitments(actor, coalitionId, { filter: filter ?? {}, order }, page);
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Offers what organizations will do. For those who speak for a holder or the counterpart, for who logged its ' +
      'conversation, and for backbone staff, who note it for others.',
  })
  async offerCommitment(@CurrentActor() actor: Actor, @Args('input') input: OfferCommitmentInput) {
    return { commitment: await this.service.offerCommitment(actor, input) };
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'By each holder; ACCEPTED once the last one has. For those who speak for it; backbone staff note it for others.',
  })
  async acceptCommitment(@CurrentActor() actor: Actor, @Args('input') input: AcceptCommitmentInput) {
    return { commitment: await this.moves.acceptCommitment(actor, input.id, input.organizationId) };
  }

  @Mutation(() => CommitmentPayload, { description: 'ACCEPTED → IN_PROGRESS. For holders and backbone staff.' })
  async startCommitment(@CurrentActor() actor: Actor, @IdArg('id', 'Commitment') id: string) {
    return { commitment: await this.moves.startCommitment(actor, id) };
  }

  @Mutation(() => CommitmentPayload, {
    description: 'ACCEPTED or IN_PROGRESS → DELIVERED. For holders and backbone staff.',
  })
  async deliverCommitment(@CurrentActor() actor: Actor, @Args('input') input: DeliverCommitmentInput) {
    return { commitment: await this.moves.deliverCommitment(actor, input.id, input.reason) };
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'DELIVERED → CONFIRMED. For those who speak for the counterpart and for no holder; where none is named, for ' +
      'partners and backbone staff who speak for no holder. Nobody confirms what they said was delivered.',
  })
  async confirmCommitment(@CurrentActor() actor: Actor, @Args('input') input: ConfirmCommitmentInput) {
    return { commitment: await this.moves.confirmCommitment(actor, input.id, input.strengthened) };
  }

  @Mutation(() => CommitmentPayload, {
    description: 'DELIVERED → IN_PROGRESS: something is left to do. For holders, the counterpart and backbone staff.',
  })
  async reopenCommitment(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Commitment') id: string,
    @Args('reason', reasonArg) reason: string,
  ) {
    return { commitment: await this.moves.reopenCommitment(actor, id, reason) };
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'Moves the due date; it is ACCEPTED again. On or before the date that held it stays on track, later it no longer ' +
      'counts as on time. What is OFFERED stays so, to be accepted anew. For holders and backbone staff.',
  })
  async renegotiateCommitment(@CurrentActor() actor: Actor, @Args('input') input: RenegotiateCommitmentInput) {
    return { commitment: await this.moves.renegotiateCommitment(actor, input.id, input) };
  }

  @Mutation(() => CommitmentPayload, {
    description:
      'OFFERED, ACCEPTED or IN_PROGRESS → RELEASED: its holders need not do it. For holders, the counterpart and ' +
      'backbone staff.',
  })
  async releaseCommitment(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Commitment') id: string,
    @Args('reason', reasonArg) reason: string,
  ) {
    return { commitment: await this.moves.releaseCommitment(actor, id, reason) };
  }

  @Mutation(() => CommitmentPayload, { description: 'Asks the coalition for help. For holders and backbone staff.' })
  async askForHelp(@CurrentActor() actor: Actor, @Args('input') input: AskForHelpInput) {
    return { commitment: await this.moves.askForHelp(actor, input.id, input.text) };
  }

  @Mutation(() => CommitmentPayload, { description: 'For all partners and backbone staff.' })
  async answerHelp(@CurrentActor() actor: Actor, @Args('input') input: AnswerHelpInput) {
    return { commitment: await this.moves.answerHelp(actor, input.id, input.answer) };
  }
}
