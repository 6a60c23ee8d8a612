import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType({ isAbstract: true })
abstract class SayInput {
  @IdField('Coalition')
  coalitionId: string;

  @IdField('Organization', {
    nullable: true,
    description:
      'In whose name: an organization that you speak for, which is named for you when there is only one. Backbone staff may name any; without one, the backbone speaks.',
  })
  organizationId?: string | null;
}

@InputType({ description: 'All five texts are needed.' })
export class WriteBriefInput extends SayInput {
  @TextField(1000)
  claim: string;

  @TextField(1000, { description: 'Where it is known from.' })
  source: string;

  @Field(() => DateScalar, { description: 'The day that the claim speaks of, today at the latest.' })
  asOf: string;

  @TextField(2000, { description: 'What is not known, or may be wrong.' })
  uncertain: string;

  @TextField(2000, { description: 'How somebody else sees it.' })
  otherView: string;
}

@InputType()
export class ShareInsightInput extends SayInput {
  @TextField(5000, { description: 'At most 150 words, as Unicode divides text into words.' })
  text: string;

  @TextField(300, { description: 'The one practice that it leads to.' })
  practice: string;
}

@InputType()
export class AddResourceLinkInput extends SayInput {
  @TextField(300)
  title: string;

  @TextField(2000, { description: 'http or https, without a user or a password.' })
  url: string;

  @TextField(2000, { nullable: true })
  note?: string | null;
}

@InputType()
export class AskQuestionInput extends SayInput {
  @IdField('Organization', {
    nullable: true,
    description: 'Who is asked: an active member; without one, the backbone.',
  })
  askedOfOrganizationId?: string | null;

  @TextField(2000)
  text: string;
}

@InputType()
export class AnswerQuestionInput {
  @IdField('Question')
  id: string;

  @TextField(5000)
  answer: string;
}

@InputType()
export class WithdrawBriefInput {
  @IdField('Brief')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class WithdrawInsightInput {
  @IdField('Insight')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class WithdrawResourceLinkInput {
  @IdField('ResourceLink')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class WithdrawQuestionInput {
  @IdField('Question')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class StatementFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'Said in the name of one of these.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that were withdrawn; else they are left out.' })
  @IsOptional()
  withdrawn?: boolean | null;
}

@InputType()
export class QuestionFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'Asked by one of these.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Organization', { list: true, nullable: true, description: 'Asked of one of these.' })
  @ArrayMaxSize(250)
  askedOfOrganizationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  answered?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Without an answer, and due before the coalition's today." })
  @IsOptional()
  overdue?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that were withdrawn; else they are left out.' })
  @IsOptional()
  withdrawn?: boolean | null;
}
