import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { hitKinds, type HitKind } from '@keelson/communications';
import { enumOf } from '../graphql/enum.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const HitKindEnum = enumOf(hitKinds);
registerEnumType(HitKindEnum, {
  name: 'CommunicationHitKind',
  description: 'What the communication log was found at.',
});

@ObjectType('CommunicationHit', { description: 'What a search in the communication log found.' })
export class CommunicationHitType {
  @Field(() => HitKindEnum)
  kind: HitKind;

  @Field(() => String, { description: "A conversation's or commitment's title, a decision's text." })
  title: string;

  @Field(() => String, {
    description: 'Where the words stand: plain text, not HTML, with matches between « and ». Escape it before display.',
  })
  headline: string;

  @Field(() => Float, { description: 'How well it matches; comparable within one answer only.' })
  rank: number;

  @Field(() => DateTimeScalar, {
    description:
      'When the conversation was held that it is, or that it came from; a commitment without one: when it was offered.',
  })
  at: Date;
}
