import { Field, registerEnumType } from '@nestjs/graphql';
import { perspectiveDispositions, type PerspectiveDisposition } from '@keelson/activities';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const PerspectiveDispositionEnum = enumOf(perspectiveDispositions);
registerEnumType(PerspectiveDispositionEnum, {
  name: 'PerspectiveDisposition',
  description: 'What came of a view from outside.',
});

@NodeType(
  'OutsidePerspective',
  'What somebody from outside was asked, or said, about an activity. Open until it is skipped or received.',
)
export class OutsidePerspectiveType extends Node {
  @Field(() => DateTimeScalar, { description: 'When the lead was asked to invite one: at the start of the activity.' })
  askedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  skippedAt: Date | null;

  @Field(() => String, { nullable: true })
  skipReason: string | null;

  @Field(() => String, { nullable: true, description: 'Who looked at it from outside.' })
  fromWhom: string | null;

  @Field(() => String, { nullable: true, description: 'What they said.' })
  text: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  receivedAt: Date | null;

  @Field(() => PerspectiveDispositionEnum, { nullable: true })
  disposition: PerspectiveDisposition | null;

  @Field(() => String, { nullable: true, description: 'What changed, or why nothing did; there with the disposition.' })
  whatChanged: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  disposedAt: Date | null;
}
