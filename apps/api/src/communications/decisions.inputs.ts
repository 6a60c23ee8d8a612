import { Field, InputType } from '@nestjs/graphql';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType()
export class RecordDecisionInput {
  @IdField('Conversation', { description: 'The conversation in which it was taken.' })
  conversationId: string;

  @TextField(2000)
  text: string;

  @TextField(5000)
  why: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: "The day of the conversation, in the coalition's time zone, unless told.",
  })
  decidedOn?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When to look at it again: a day after the decision.' })
  reviewOn?: string | null;

  @IdField('Decision', {
    nullable: true,
    description: 'The decision that this one replaces; it must not have been superseded before.',
  })
  supersedesId?: string | null;
}
