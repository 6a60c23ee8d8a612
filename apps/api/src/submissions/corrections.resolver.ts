import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CorrectionsService, type Correction, type NewCorrection } from '@keelson/submissions';
import { decodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PersonType } from '../people/person.type.js';
import { CorrectionType, SubmissionType } from './submission.type.js';
import { DecideCorrectionInput, ProposeCorrectionInput } from './submissions.inputs.js';

const CorrectionPayload = payloadOf('CorrectionPayload', 'correction', CorrectionType);

@Resolver(() => CorrectionType)
export class CorrectionsResolver {
  constructor(@Inject(CorrectionsService) private readonly corrections: CorrectionsService) {
    registerNode('Correction', (actor, ids) => corrections.loadCorrections(actor, ids));
  }

  @Mutation(() => CorrectionPayload, {
    description: 'Proposes other values for an approved submission, with the reason.',
  })
  async proposeCorrection(
    @CurrentActor() actor: Actor,
    // Typed as the room's input: the values are judged there, cell by cell.
    @Args('input', { type: () => ProposeCorrectionInput }) input: NewCorrection,
  ) {
    const submissionId = decodeId('Submission', input.submissionId, 'submissionId');
    return { correction: await this.corrections.proposeCorrection(actor, { ...input, submissionId }) };
  }

  @Mutation(() => CorrectionPayload, { description: 'Applies a correction; never by whoever proposed it.' })
  async approveCorrection(@CurrentActor() actor: Actor, @IdArg('id', 'Correction') id: string) {
    return { correction: await this.corrections.approveCorrection(actor, id) };
  }

  @Mutation(() => CorrectionPayload)
  async rejectCorrection(@CurrentActor() actor: Actor, @Args('input') { id, reason }: DecideCorrectionInput) {
    return { correction: await this.corrections.rejectCorrection(actor, id, reason) };
  }

  @ResolveField(() => SubmissionType, { nullable: true })
  submission(@Parent() correction: Correction, @Context() context: RequestContext) {
    return loadNode<SubmissionType>(context, 'Submission', correction.submissionId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  proposedBy(@Parent() correction: Correction, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', correction.proposedBy);
  }
}
