import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { hitKinds, type HitKind } from '@keelson/search';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const SearchHitKindEnum = enumOf(hitKinds);
registerEnumType(SearchHitKindEnum, { name: 'SearchHitKind', description: 'What was found.' });

@ObjectType('SearchHit', { description: 'What a search found.' })
export class SearchHitType {
  @Field(() => SearchHitKindEnum)
  kind: HitKind;

  @Field(() => String, {
    description: "Its name or title, its first text where it has none: a decision's text, a brief's claim, a question.",
  })
  title: string;

  @Field(() => String, {
    description: 'Where the words stand: plain text, not HTML, with matches between « and ». Escape it before display.',
  })
  headline: string;

  @Field(() => Float, {
    description: 'How well it matches; above 1 where the words stand in it. Comparable within one search only.',
  })
  rank: number;

  @Field(() => DateTimeScalar, { description: 'When it was held or asked, else when it was made.' })
  at: Date;
}

@ObjectType()
export class SearchHitConnection extends connectionOf(SearchHitType, 'SearchHit') {}
