import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { channels, purposes, type Channel, type Purpose } from '@keelson/communications';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const ChannelEnum = enumOf(channels);
registerEnumType(ChannelEnum, {
  name: 'Channel',
  description: 'How people talked: in a MEETING, a CALL, a MESSAGE (or an exchange of them), or on a VISIT.',
});

export const PurposeEnum = enumOf(purposes);
registerEnumType(PurposeEnum, {
  name: 'AgendaItemPurpose',
  description: 'What a topic was brought up for: to INFORM, to TALK about it, or to DECIDE.',
});

@NodeType('Conversation', 'A talk between organizations of a coalition, as its communication log keeps it.')
export class ConversationType extends Node {
  @Field(() => ChannelEnum)
  channel: Channel;

  @Field(() => String, { description: 'What it was about, in one sentence.' })
  title: string;

  @Field(() => DateTimeScalar, { description: 'When it started.' })
  heldAt: Date;

  @Field(() => [String], { description: 'The persons who hosted it; may be empty.' })
  hostNames: string[];

  @Field(() => String, {
    nullable: true,
    description: 'For backbone staff and partners; null for everybody else, who cannot search in them either.',
  })
  notes: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was logged.' })
  createdAt: Date;
}

@NodeType('Participant', 'The people of one organization in a conversation.')
export class ParticipantType extends Node {
  @Field(() => Int, { description: 'How many of them took part.' })
  people: number;

  @Field(() => [String], { description: 'Some or all of their names, or none.' })
  names: string[];
}

@NodeType('AgendaItem', 'A topic of a conversation. (What the coalition works towards is the Agenda.)')
export class AgendaItemType extends Node {
  @Field(() => Int, { description: 'From 1, in the order of the conversation.' })
  position: number;

  @Field(() => String)
  topic: string;

  @Field(() => PurposeEnum)
  purpose: Purpose;
}

@ObjectType()
export class ConversationConnection extends connectionOf(ConversationType, 'Conversation') {}
