import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { digestItemKinds, digestParts, type DigestItemKind, type DigestPart } from '@keelson/digests';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { IdField } from '../graphql/id.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const DigestPartEnum = enumOf(digestParts);
registerEnumType(DigestPartEnum, {
  name: 'DigestPart',
  description:
    'ASKED: what is asked of you. CHANGED: what changed in what your organizations do, report and promised, and in what you follow. ' +
    'DECISIONS: what was written into the register. FIGURES: measures with newly approved numbers. REPORTS: published to you.',
});
export const DigestItemKindEnum = enumOf(digestItemKinds);
registerEnumType(DigestItemKindEnum, { name: 'DigestItemKind', description: 'What a line of a digest is about.' });

@ObjectType('DigestItem', { description: 'One line of a digest.' })
export class DigestItemType {
  @Field(() => DigestItemKindEnum)
  kind: DigestItemKind;

  @Field(() => String, { description: 'The line in words, in the language of the digest.' })
  text: string;

  @Field(() => ID, { description: 'The id of what it is about, e.g. of an Activity.' })
  subjectId: string;

  @Field(() => String, { description: 'What it is about, as it was called when the digest was compiled.' })
  title: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day that it is due, or was decided.' })
  on: string | null;

  @Field(() => [String], {
    description:
      'Of CHANGED what happened, as codes (NEW, STARTED, MILESTONE_REACHED …); of NEW_FIGURES period codes; of SUBMIT the name of the organization; of BODY_DECIDED that of the body.',
  })
  details: string[];
}

@ObjectType('DigestSection', { description: 'One part of a digest; a part without lines is left out.' })
export class DigestSectionType {
  @Field(() => DigestPartEnum)
  part: DigestPart;

  @Field(() => String, { description: 'In the language of the digest.' })
  heading: string;

  @Field(() => [DigestItemType], { description: 'At most 20.' })
  items: DigestItemType[];

  @Field(() => Int, { description: 'How many more there were.' })
  more: number;
}

@NodeType(
  'Digest',
  'What you were told of one week, by mail on Monday at seven in your time zone. What you might see when it was compiled decided what it holds. Yours alone to see.',
)
export class DigestType extends Node {
  @Field(() => DateScalar, { description: 'The Monday on which the week that it tells of began.' })
  week: string;

  @Field(() => String, { description: 'BCP 47.' })
  language: string;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class DigestConnection extends connectionOf(DigestType, 'Digest') {}

@ObjectType('Follow', { description: 'One activity, measure or goal that you want to hear of.' })
export class FollowType {
  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class FollowConnection extends connectionOf(FollowType, 'Follow') {}

@InputType({ description: 'Exactly one of them.' })
export class FollowInput {
  @IdField('Activity', { nullable: true })
  activityId?: string | null;

  @IdField('Measure', { nullable: true })
  measureId?: string | null;

  @IdField('Goal', {
    nullable: true,
    description: 'The id of a Goal. It is followed by its code, also in later versions of the agenda.',
  })
  goalId?: string | null;
}
