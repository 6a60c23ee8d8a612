import { Field, InputType, Int } from '@nestjs/graphql';
import type { Channel, ConversationKind, Purpose } from '@keelson/communications';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ChannelEnum, ConversationKindEnum, PurposeEnum } from './conversation.type.js';

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

  @Field(() => Int, { nullable: true, description: 'How many minutes it is planned to take: 1 to 1,440.' })
  minutes?: number | null;
}

@InputType()
export class ConversationVoiceInput {
  @IdField('StakeholderGroup')
  groupId: string;

  @Field(() => Int, { description: 'How many people of the group were there, or are to come.' })
  @Min(0)
  @Max(100_000)
  present: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How often people of the group spoke, all together; none where nobody of it was there.',
  })
  @IsOptional()
  @Min(0)
  @Max(100_000)
  turns?: number | null;
}

@InputType({ isAbstract: true })
abstract class ConversationDetailsInput {
  @Field(() => ConversationKindEnum, { nullable: true, description: 'ROUTINE unless told.' })
  kind?: ConversationKind | null;

  @Field(() => String, { nullable: true, description: "IANA name, such as America/Lima; the coalition's unless told." })
  @IsOptional()
  @MaxLength(100)
  timeZone?: string | null;

  @IdField('Body', { nullable: true, description: 'The body that met.' })
  bodyId?: string | null;

  @TextField(5000, {
    nullable: true,
    description: 'How everybody who is asked can take part: interpreting, child care, travel, a room without steps.',
  })
  accessPlan?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the notes are to be published (`publishNotes`).' })
  publishOn?: string | null;

  @Field(() => [ConversationVoiceInput], {
    nullable: true,
    description: 'Who was there and spoke, by stakeholder group; replaces the list.',
  })
  @IsOptional()
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => ConversationVoiceInput)
  voices?: ConversationVoiceInput[] | null;

  @IdField('Organization', {
    list: true,
    nullable: true,
    description: 'The ids of the one or two organizations that hosted it.',
  })
  @ArrayMaxSize(250)
  hostOrganizationIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'The one or two persons who hosted it.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(200, { each: true })
  hostNames?: string[] | null;

  @TextField(20_000, {
    nullable: true,
    description: 'Of a conversation that was held. Backbone staff and partners read them.',
  })
  notes?: string | null;

  @IdField('Activity', { list: true, nullable: true, description: 'The ids of the activities that it was about.' })
  @ArrayMaxSize(250)
  activityIds?: string[] | null;

  @IdField('Activity', {
    list: true,
    nullable: true,
    description: 'The activities that it led to a change of; it was about them, too.',
  })
  @ArrayMaxSize(250)
  changedActivityIds?: string[] | null;

  @IdField('Agenda', { nullable: true, description: 'The version of the common agenda that it was about.' })
  agendaId?: string | null;
}

@InputType()
export class LogConversationInput extends ConversationDetailsInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => ChannelEnum, { nullable: true, description: 'MEETING unless told.' })
  channel?: Channel | null;

  @Field(() => DateTimeScalar, { description: 'When it started, or is to start: at most a year ahead.' })
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
export class CancelConversationInput {
  @IdField('Conversation')
  id: string;

  @TextField(2000, { description: 'Why it does not take place, or did not.' })
  reason: string;
}
