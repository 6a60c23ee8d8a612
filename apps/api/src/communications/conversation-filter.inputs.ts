import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { conversationSorts, type Channel, type ConversationKind } from '@keelson/communications';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { enumOf } from '../graphql/enum.js';
import { IdField } from '../graphql/id.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { ChannelEnum, ConversationKindEnum } from './conversation.type.js';

export const ConversationSortEnum = enumOf(conversationSorts);
registerEnumType(ConversationSortEnum, {
  name: 'ConversationSort',
  description:
    'By when conversations were or are to be held, or by when they were logged. A cursor fits one sort only.',
});

@InputType()
export class ConversationFilterInput {
  @Field(() => [ConversationKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  kinds?: ConversationKind[] | null;

  @Field(() => [ChannelEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  channels?: Channel[] | null;

  @IdField('Organization', {
    list: true,
    nullable: true,
    description: 'Conversations that one of these hosted or took part in.',
  })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @IdField('Body', { list: true, nullable: true, description: 'Conversations of one of these.' })
  @ArrayMaxSize(250)
  bodyIds?: string[] | null;

  @IdField('StakeholderGroup', {
    list: true,
    nullable: true,
    description: 'Conversations with people of one of these.',
  })
  @ArrayMaxSize(250)
  groupIds?: string[] | null;

  @IdField('Activity', { list: true, nullable: true, description: 'Conversations about one of these.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Held at or after this instant.' })
  heldFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Held before this instant.' })
  heldUntil?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the notes came after their day, or are not there although it has passed. False: all others.',
  })
  notesLate?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: still ahead, and not cancelled. False: all others.' })
  planned?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  cancelled?: boolean | null;
}
