import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { isLate, QuestionsService, type Question } from '@keelson/briefings';
import type { Coalition } from '@keelson/coalitions';
import { dayIn } from '@keelson/communications';
import type { Actor, Page } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { DateScalar } from '../graphql/scalars.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import {
  AnswerQuestionInput,
  AskQuestionInput,
  QuestionFilterInput,
  WithdrawQuestionInput,
} from './briefings.inputs.js';
import { QuestionFiguresType } from './question-figures.type.js';
import { QuestionConnection, QuestionType } from './statement.type.js';

const QuestionPayload = payloadOf('QuestionPayload', 'question', QuestionType);

@Resolver(() => QuestionType)
export class QuestionsResolver {
  constructor(@Inject(QuestionsService) private readonly service: QuestionsService) {
    registerNode('Question', (actor, ids) => service.loadQuestions(actor, ids));
  }

  @Query(() => QuestionConnection, {
    nullable: true,
    description: 'What was asked, by due date. For backbone staff and partners.',
  })
  questions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: QuestionFilterInput,
    @Args() page: PageArgs,
  ): Promise<Page<QuestionType>> {
    return this.service.listQuestions(actor, coalitionId, filter ?? {}, page);
  }

  @Query(() => QuestionFiguresType, {
    nullable: true,
    description: 'By due date; the twelve months until today unless told.',
  })
  questionFigures(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('from', { type: () => DateScalar, nullable: true }) from?: string | null,
    @Args('to', { type: () => DateScalar, nullable: true }) to?: string | null,
  ): Promise<QuestionFiguresType> {
    return this.service.questionFigures(actor, coalitionId, { from, to });
  }

  @Mutation(() => QuestionPayload, { description: 'Starts the clock: an answer is due after five working days.' })
  async askQuestion(@CurrentActor() actor: Actor, @Args('input') input: AskQuestionInput) {
    return { question: await this.service.askQuestion(actor, input) };
  }

  @Mutation(() => QuestionPayload, {
    description: 'Once, by the organization that was asked or the backbone; never by the party that asked.',
  })
  async answerQuestion(@CurrentActor() actor: Actor, @Args('input') { id, answer }: AnswerQuestionInput) {
    return { question: await this.service.answerQuestion(actor, id, answer) };
  }

  @Mutation(() => QuestionPayload, {
    description: 'By whoever asked, or the backbone. Withdrawn after its due date, it still counts as late.',
  })
  async withdrawQuestion(@CurrentActor() actor: Actor, @Args('input') { id, reason }: WithdrawQuestionInput) {
    return { question: await this.service.withdrawQuestion(actor, id, reason) };
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who asked; null for the backbone.' })
  askedByOrganization(@Parent() { askedByOrganizationId }: Question, @Context() context: RequestContext) {
    return askedByOrganizationId && loadNode<OrganizationType>(context, 'Organization', askedByOrganizationId);
  }

  @ResolveField(() => OrganizationType, { nullable: true, description: 'Who is asked; null for the backbone.' })
  askedOfOrganization(@Parent() { askedOfOrganizationId }: Question, @Context() context: RequestContext) {
    return askedOfOrganizationId && loadNode<OrganizationType>(context, 'Organization', askedOfOrganizationId);
  }

  @ResolveField(() => OrganizationType, {
    nullable: true,
    description: 'Who answered; null for the backbone, and while there is no answer.',
  })
  answeredByOrganization(@Parent() { answeredByOrganizationId }: Question, @Context() context: RequestContext) {
    return answeredByOrganizationId && loadNode<OrganizationType>(context, 'Organization', answeredByOrganizationId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  askedBy(@Parent() { askedById }: Question, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', askedById);
  }

  @ResolveField(() => PersonType, { nullable: true })
  answeredBy(@Parent() { answeredById }: Question, @Context() context: RequestContext) {
    return answeredById && loadNode<PersonType>(context, 'Person', answeredById);
  }

  @ResolveField(() => Boolean, { description: "Without an answer, and due before today in the coalition's time zone." })
  async overdue(@Parent() question: Question, @Context() context: RequestContext): Promise<boolean> {
    const coalition = await loadNode<Coalition>(context, 'Coalition', question.coalitionId);
    return coalition !== null && isLate(question, dayIn(coalition.timeZone));
  }
}
