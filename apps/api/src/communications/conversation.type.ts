import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  channels,
  conversationKinds,
  purposes,
  type Channel,
  type ConversationKind,
  type Purpose,
} from '@keelson/communications';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const ChannelEnum = enumOf(channels);
registerEnumType(ChannelEnum, {
  name: 'Channel',
  description: 'How people talked: in a MEETING, a CALL, a MESSAGE (or an exchange of them), or on a VISIT.',
});

export const ConversationKindEnum = enumOf(conversationKinds);
registerEnumType(ConversationKindEnum, {
  name: 'ConversationKind',
  description:
    'What a conversation is for. SUSTAINING asks what keeps the work going (due every 90 days), POWER who decides and who ' +
    'does not (every 180), SENSEMAKING what the figures mean; REPAIR mends what went wrong between some, CELEBRATION ' +
    'honours what went well, ONE_TO_ONE is between two; all others are ROUTINE.',
});

export const PurposeEnum = enumOf(purposes);
registerEnumType(PurposeEnum, {
  name: 'AgendaItemPurpose',
  description: 'What a topic was brought up for: to INFORM, to TALK about it, or to DECIDE.',
});

@NodeType('Conversation', 'A talk between organizations of a coalition, as its communication log keeps it.')
export class ConversationType extends Node {
  @Field(() => ConversationKindEnum)
  kind: ConversationKind;

  @Field(() => ChannelEnum)
  channel: Channel;

  @Field(() => String, { description: 'What it was about, in one sentence.' })
  title: string;

  @Field(() => DateTimeScalar, { description: 'When it started, or is to start: a planned one lies ahead.' })
  heldAt: Date;

  @Field(() => String, { description: 'IANA name; the days of its clocks follow it.' })
  timeZone: string;

  @Field(() => [String], { description: 'The persons who hosted it; may be empty.' })
  hostNames: string[];

  @Field(() => String, {
    nullable: true,
    description: 'For backbone staff and partners; null for everybody else, who cannot search in them either.',
  })
  notes: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the notes were first there; null without notes.' })
  notesAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'How everybody who is asked can take part: interpreting, child care, travel, a room without steps.',
  })
  accessPlan: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'When the notes are to be published.' })
  publishOn: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the notes stand as they are.' })
  publishedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Set when it does not take place, or did not.' })
  cancelledAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  cancelReason: string | null;

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

  @Field(() => Int, { nullable: true, description: 'How many minutes it was planned to take.' })
  minutes: number | null;
}

@ObjectType()
export class ConversationConnection extends connectionOf(ConversationType, 'Conversation') {}
