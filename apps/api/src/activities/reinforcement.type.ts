import { Field, registerEnumType } from '@nestjs/graphql';
import { linkKinds, resourceKinds, type LinkKind, type ResourceKind } from '@keelson/activities';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const LinkKindEnum = enumOf(linkKinds);
registerEnumType(LinkKindEnum, {
  name: 'LinkKind',
  description:
    'Read from → to. FEEDS: its results go into the other. ENABLES: makes the other possible or stronger. REFERS: sends ' +
    'people on to the other. SHARES_RESOURCE and DUPLICATES say the same in both directions. DEPENDS_ON: cannot go on ' +
    'without the other; never in a circle.',
});

export const ResourceKindEnum = enumOf(resourceKinds);
registerEnumType(ResourceKindEnum, { name: 'ResourceKind', description: 'What is committed to an activity.' });

@NodeType('ReinforcementLink', 'How one activity reinforces (or depends on, or duplicates) another.')
export class ReinforcementLinkType extends Node {
  @Field(() => LinkKindEnum)
  kind: LinkKind;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the lead of the other activity agreed; null while it is only proposed, and counts in no figure.',
  })
  confirmedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it stands.' })
  unlinkedAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@NodeType('Resource', 'What an organization commits to an activity.')
export class ResourceType extends Node {
  @Field(() => ResourceKindEnum)
  kind: ResourceKind;

  @Field(() => String)
  description: string;

  @Field(() => DecimalScalar, { nullable: true })
  amount: string | null;

  @Field(() => String, { nullable: true, description: 'A currency ("EUR") or another unit ("hours per week").' })
  unit: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back; null while it stands.' })
  withdrawnAt: Date | null;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}
