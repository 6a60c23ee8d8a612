import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPeriod } from '@keelson/measures';
import { CorrectionsService, SubmissionsService, type Batch, type Submission } from '@keelson/submissions';
import { decodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { PeriodScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import {
  ApproveSubmissionsPayload,
  CellRevisionType,
  CorrectionType,
  SubmissionConnection,
  SubmissionType,
  SubmitMeasurementsPayload,
} from './submission.type.js';
import {
  ApproveSubmissionsInput,
  CellInput,
  ReturnSubmissionInput,
  SubmissionFilterInput,
  SubmitMeasurementsInput,
} from './submissions.inputs.js';

const SubmissionPayload = payloadOf('SubmissionPayload', 'submission', SubmissionType);

@Resolver(() => SubmissionType)
export class SubmissionsResolver {
  constructor(
    @Inject(SubmissionsService) private readonly submissions: SubmissionsService,
    @Inject(CorrectionsService) private readonly corrections: CorrectionsService,
  ) {
    registerNode('Submission', (actor, ids) => submissions.loadSubmissions(actor, ids));
  }

  @Query(() => SubmissionType, { nullable: true })
  submission(@IdArg('id', 'Submission') id: string, @Context() context: RequestContext) {
    return loadNode<SubmissionType>(context, 'Submission', id);
  }

  @Query(() => SubmissionConnection, {
    name: 'submissions',
    nullable: true,
    description: 'Submissions by period: all of the coalition for backbone staff, else those you submit for.',
  })
  listSubmissions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: SubmissionFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.submissions.listSubmissions(actor, coalitionId, filter ?? {}, page);
  }

  @Query(() => [CellRevisionType], { nullable: true, description: 'Every revision of one cell, the first one first.' })
  cellHistory(@CurrentActor() actor: Actor, @Args('cell') { categories, ...cell }: CellInput) {
    return this.submissions.cellHistory(actor, { ...cell, categories: categories ?? [] });
  }

  @Mutation(() => SubmitMeasurementsPayload, {
    description:
      'Writes up to 5,000 cells and submits them. All or nothing unless `partial`; every refused cell comes back with its index, field, code and message.',
  })
  async submitMeasurements(
    @CurrentActor() actor: Actor,
    // Typed as the room's batch, so that the validation pipe leaves the 5,000 values to the room.
    @Args('input', { type: () => SubmitMeasurementsInput }) input: Batch,
  ) {
    const batch = { ...input, coalitionId: decodeId('Coalition', input.coalitionId, 'coalitionId') };
    const { problems, ...result } = await this.submissions.submitMeasurements(actor, batch);
    // What was sent goes along for fields of the payload that other doors add.
    return { ...result, userErrors: problems, sent: batch };
  }

  @Mutation(() => ApproveSubmissionsPayload, {
    description: 'Freezes SUBMITTED submissions, so that figures count them.',
  })
  async approveSubmissions(@CurrentActor() actor: Actor, @Args('input') input: ApproveSubmissionsInput) {
    return { submissions: await this.submissions.approveSubmissions(actor, input.submissionIds) };
  }

  @Mutation(() => SubmissionPayload, { description: 'Gives a SUBMITTED submission back to its organization.' })
  async returnSubmission(@CurrentActor() actor: Actor, @Args('input') { id, reason }: ReturnSubmissionInput) {
    return { submission: await this.submissions.returnSubmission(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() submission: Submission, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', submission.organizationId);
  }

  @ResolveField(() => PeriodScalar)
  period(@Parent() { frequency, periodStart }: Submission) {
    return formatPeriod({ frequency, start: periodStart });
  }

  @ResolveField(() => [CorrectionType], { name: 'corrections', description: 'The latest first.' })
  correctionsOf(@Parent() submission: Submission, @Context() context: RequestContext) {
    const load = (actor: Actor, ids: readonly string[]) => this.corrections.correctionsOf(actor, ids);
    return loadRelated(context, 'Submission.corrections', submission.id, load, (one) => one.submissionId);
  }
}

@Resolver(() => SubmitMeasurementsPayload)
export class SubmitMeasurementsPayloadResolver {
  @ResolveField(() => [SubmissionType], { nullable: true, description: 'The submissions that the values belong to.' })
  submissions(@Parent() { submissionIds }: { submissionIds?: string[] }, @Context() context: RequestContext) {
    return submissionIds ? loadNodes<SubmissionType>(context, 'Submission', submissionIds) : null;
  }
}
