import { Field } from '@nestjs/graphql';
import { ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

@ObjectType({ isAbstract: true })
abstract class Statement extends Node {
  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it stands.' })
  withdrawnAt: Date | null;

  @Field(() => String, { nullable: true })
  withdrawalReason: string | null;
}

@NodeType('Brief', 'A claim with its source, its day, what is uncertain and one other view. It never changes.')
export class BriefType extends Statement {
  @Field(() => String)
  claim: string;

  @Field(() => String)
  source: string;

  @Field(() => DateScalar, { description: 'The day that the claim speaks of.' })
  asOf: string;

  @Field(() => String)
  uncertain: string;

  @Field(() => String, { description: 'How somebody else sees it.' })
  otherView: string;
}

@NodeType('Insight', 'What somebody learnt, in at most 150 words, and the one practice that it leads to.')
export class InsightType extends Statement {
  @Field(() => String)
  text: string;

  @Field(() => String)
  practice: string;
}

@NodeType('ResourceLink', 'A page of the web that is worth knowing.')
export class ResourceLinkType extends Statement {
  @Field(() => String)
  title: string;

  @Field(() => String, { description: 'http or https.' })
  url: string;

  @Field(() => String, { nullable: true })
  note: string | null;
}

@NodeType('Question', 'What somebody asked the backbone or an organization. For backbone staff and partners.')
export class QuestionType extends Statement {
  @Field(() => String)
  text: string;

  @Field(() => DateTimeScalar)
  askedAt: Date;

  @Field(() => DateScalar, {
    description:
      "The fifth working day, Monday to Friday, after the day it was asked on in the coalition's time zone. Holidays count.",
  })
  dueOn: string;

  @Field(() => String, { nullable: true })
  answer: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  answeredAt: Date | null;
}

@ObjectType()
export class BriefConnection extends connectionOf(BriefType, 'Brief') {}
@ObjectType()
export class InsightConnection extends connectionOf(InsightType, 'Insight') {}
@ObjectType()
export class ResourceLinkConnection extends connectionOf(ResourceLinkType, 'ResourceLink') {}
@ObjectType()
export class QuestionConnection extends connectionOf(QuestionType, 'Question') {}
