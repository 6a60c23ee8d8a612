import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { groupKinds, type GroupKind } from '@keelson/backbone';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const GroupKindEnum = enumOf(groupKinds);
registerEnumType(GroupKindEnum, {
  name: 'StakeholderGroupKind',
  description: 'Parties that represent a COMMUNITY group are the community side of the ownership gap.',
});

@ObjectType('GroupNeed', { description: 'What a group needs, and from where and when that is known.' })
export class GroupNeedType {
  @Field(() => String)
  text: string;

  @Field(() => String)
  source: string;

  @Field(() => DateScalar)
  asOf: string;
}

@NodeType('StakeholderGroup', 'People or bodies with a stake in what the coalition changes.')
export class StakeholderGroupType extends Node {
  @Field(() => String)
  name: string;

  @Field(() => GroupKindEnum)
  kind: GroupKind;

  @Field(() => Boolean, { description: 'Whether the coalition counts it among those most impacted.' })
  mostImpacted: boolean;

  @Field(() => String, { nullable: true, description: 'Why it counts as most impacted; set where it does.' })
  basis: string | null;

  @Field(() => String, { nullable: true, description: 'Where that is known from; set where it is most impacted.' })
  source: string | null;

  @Field(() => Int, { nullable: true, description: 'About how many people it has.' })
  populationEstimate: number | null;

  @Field(() => [GroupNeedType])
  needs: GroupNeedType[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it counts no more.' })
  retiredAt: Date | null;
}

@NodeType('GroupRepresentative', 'That a member represents a group, and what that rests on.')
export class GroupRepresentativeType extends Node {
  @Field(() => String, { description: 'Who chose it, or why it can speak for the group.' })
  basis: string;

  @Field(() => DateScalar)
  from: string;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included.' })
  to: string | null;
}

@ObjectType()
export class StakeholderGroupConnection extends connectionOf(StakeholderGroupType, 'StakeholderGroup') {}
