import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType()
export class AddActionItemInput {
  @IdField('Conversation', { description: 'The conversation in which it was agreed.' })
  conversationId: string;

  @TextField(2000)
  description: string;

  @IdField('Organization', { description: 'The organization that does it, and says when it is done.' })
  ownerOrganizationId: string;

  @TextField(200, { nullable: true, description: 'Who of the organization does it.' })
  ownerName?: string | null;

  @Field(() => DateScalar, { description: 'The last day on which it is in time; not before the conversation.' })
  due: string;
}

@InputType()
export class CompleteActionItemInput {
  @IdField('ActionItem')
  id: string;

  @TextField(2000, { nullable: true, description: 'What came of it; kept in the history.' })
  reason?: string | null;
}

@InputType()
export class ReopenActionItemInput {
  @IdField('ActionItem')
  id: string;

  @TextField(2000, { nullable: true, description: 'What is left to do; kept in the history.' })
  reason?: string | null;
}

@InputType()
export class ActionItemFilterInput {
  @IdField('Organization', { list: true, nullable: true, description: 'Action items that one of these owns.' })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: not done yet. False: done.' })
  open?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True: open, and due before today in the coalition's time zone. False: all others.",
  })
  overdue?: boolean | null;
}
