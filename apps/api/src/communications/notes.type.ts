import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';
import { ShareType } from '../graphql/share.type.js';
import { ConversationKindEnum } from './conversation.type.js';

@ObjectType('ConversationVoice', {
  description: 'A stakeholder group in a conversation; counted by group, never by person.',
})
export class ConversationVoiceType {
  @Field(() => Int, { description: 'How many people of the group were there.' })
  present: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How often they spoke; null when nobody counted, and for who may not read the notes.',
  })
  turns: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "(the group's turns / all turns) / (its people / all present), up to four places: above 1 it spoke more than its " +
      'share of the room. Null = not assessable: turns of a group that was there were not counted, nobody spoke, or nobody of it was there.',
  })
  ratio: string | null;
}

@ObjectType('DifferingNote', { description: 'What an organization that was there saw otherwise; nobody changes it.' })
export class DifferingNoteType {
  @Field(() => String)
  text: string;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('SustainingNote', { description: 'What a conversation of kind SUSTAINING said.' })
export class SustainingNoteType {
  @Field(() => String)
  keepsUsGoing: string;

  @Field(() => String)
  risks: string;

  @Field(() => String)
  capacity: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'For how many months the work is funded.' })
  runwayMonths: string | null;

  @Field(() => String, { nullable: true, description: 'What is not funded; null when no gap was named.' })
  fundingGap: string | null;

  @Field(() => String)
  nextStep: string;
}

@ObjectType('PowerNote', { description: 'What a conversation of kind POWER said; one of the two is set.' })
export class PowerNoteType {
  @Field(() => String, { nullable: true })
  workToAddress: string | null;

  @Field(() => String, { nullable: true, description: 'Why there is nothing to address.' })
  noneBecause: string | null;
}

@ObjectType('ConversationClock', {
  description:
    'A kind of conversation that falls due again and again. Only one that was held, with notes and what its kind adds ' +
    '(`sustaining`, `power`), resets the clock; documents that were sent never do.',
})
export class ConversationClockType {
  @Field(() => ConversationKindEnum, { description: 'SUSTAINING or POWER.' })
  kind: 'SUSTAINING' | 'POWER';

  @Field(() => Int, { description: '90 for SUSTAINING, 180 for POWER.' })
  everyDays: number;

  @Field(() => DateScalar, { nullable: true, description: 'The day of the last one; null when there was none.' })
  lastOn: string | null;

  @Field(() => DateScalar, {
    description: 'The last day in time; without a last one, counted from the day on which the coalition was set up.',
  })
  dueOn: string;

  @Field(() => Int, { description: "From the coalition's today to dueOn; below 0 it is overdue." })
  daysLeft: number;

  @Field(() => Boolean, { description: 'There was one, and the next is not overdue.' })
  kept: boolean;
}

@ObjectType('CommunicationFigures', { description: 'How a coalition kept talking.' })
export class CommunicationFiguresType {
  @Field(() => DateTimeScalar, { description: 'The moment that the figures speak of.' })
  asOf: Date;

  @Field(() => ShareType, {
    description: 'Notes that were there in 7 days, of those that fell due in the last 90 days (up to yesterday).',
  })
  notesOnTime: ShareType;

  @Field(() => ShareType, {
    description: 'Conversations of kind SENSEMAKING in the last 180 days that led to a decision or a changed activity.',
  })
  senseMakingThatLed: ShareType;

  @Field(() => ShareType, {
    description: 'Active organizations that hosted or took part in a conversation of the last 60 days.',
  })
  organizationsInConversation: ShareType;
}
