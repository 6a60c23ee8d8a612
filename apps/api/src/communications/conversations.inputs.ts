import { Field, InputType, Int } from '@nestjs/graphql';
import type { Channel, Purpose } from '@keelson/communications';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ChannelEnum, PurposeEnum } from './conversation.type.js';

@InputType()
export class ParticipantInput {
  @IdField('Organization')
  organizationId: string;

  @Field(() => Int, { nullable: true, description: 'As many as there are names, or 1, unless told.' })
  @IsOptional()
  @Min(1)
  @Max(100_000)
  people?: number | null;

  @Field(() => [String], { nullable: true, description: 'Some or all of their names.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @MaxLength(200, { each: true })
  names?: string[] | null;
}

@InputType()
export class AgendaItemInput {
  @TextField(500)
  topic: string;

  @Field(() => PurposeEnum)
  purpose: Purpose;
}

@InputType({ isAbstract: true })
abstract class ConversationDetailsInput {
  @IdField('Organization', { list: true, nullable: true, description: 'The ids of the organizations that hosted it.' })
  @ArrayMaxSize(250)
  hostOrganizationIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'The persons who hosted it.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  hostNames?: string[] | null;

  @TextField(20_000, { nullable: true, description: 'Backbone staff and partners read them, nobody else.' })
  notes?: string | null;

  @IdField('Activity', { list: true, nullable: true, description: 'The ids of the activities that it was about.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @IdField('Agenda', { nullable: true, description: 'The version of the common agenda that it was about.' })
  agendaId?: string | null;
}

@InputType()
export class LogConversationInput extends ConversationDetailsInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => ChannelEnum)
  channel: Channel;

  @Field(() => DateTimeScalar, { description: 'When it started.' })
  heldAt: Date;

  @TextField(500, { description: 'What it was about, in one sentence.' })
  title: string;

  @Field(() => [ParticipantInput], {
    description: 'Who took part, by organization; partners log what their own organization hosts or takes part in.',
  })
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => ParticipantInput)
  participants: ParticipantInput[];

  @Field(() => [AgendaItemInput], { nullable: true, description: 'Its topics, in order.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => AgendaItemInput)
  agendaItems?: AgendaItemInput[] | null;
}

@InputType()
export class UpdateConversationInput extends ConversationDetailsInput {
  @IdField('Conversation')
  id: string;

  @Field(() => ChannelEnum, { nullable: true })
  channel?: Channel | null;

  @Field(() => DateTimeScalar, { nullable: true })
  heldAt?: Date | null;

  @TextField(500, { nullable: true, neverEmpty: true })
  title?: string | null;

  @Field(() => [ParticipantInput], { nullable: true, description: 'Replaces the list.' })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => ParticipantInput)
  participants?: ParticipantInput[] | null;
}

@InputType()
export class AddAgendaItemsInput {
  @IdField('Conversation')
  conversationId: string;

  @Field(() => [AgendaItemInput], { description: '1 to 250; they follow those that the conversation has.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => AgendaItemInput)
  agendaItems: AgendaItemInput[];
}

@InputType()
export class ConversationFilterInput {
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

  @IdField('Activity', { list: true, nullable: true, description: 'Conversations about one of these.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Held at or after this instant.' })
  heldFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Held before this instant.' })
  heldUntil?: Date | null;
}
