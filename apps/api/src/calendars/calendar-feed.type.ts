import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { Payload } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@NodeType(
  'CalendarFeed',
  'An address by which a calendar program reads your dates in one coalition (iCalendar, RFC 5545). Yours alone to see.',
)
export class CalendarFeedType extends Node {
  @Field(() => String, { description: 'What you call it, e.g. "Phone".' })
  name: string;

  @Field(() => Boolean, {
    description:
      'Whether it shows what backbone staff see, as long as you belong to them: it was made by somebody who had signed in as such.',
  })
  asBackbone: boolean;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it last got a new address.' })
  rotatedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;
}

@ObjectType()
export class CalendarFeedConnection extends connectionOf(CalendarFeedType, 'CalendarFeed') {}

@ObjectType()
export class MadeCalendarFeedPayload extends Payload {
  @Field(() => CalendarFeedType, { nullable: true })
  calendarFeed?: CalendarFeedType;

  @Field(() => String, {
    nullable: true,
    description:
      'The address to subscribe to. Whoever has it reads your dates, so do not pass it on. Shown this once; only a hash of it is kept.',
  })
  url?: string;
}

@InputType()
export class CreateCalendarFeedInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(100, { description: 'What you call it, e.g. "Phone".' })
  name: string;
}
