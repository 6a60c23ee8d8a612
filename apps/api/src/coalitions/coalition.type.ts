import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { figureSources, sharingRules, type FigureSource, type SharingRule } from '@keelson/coalitions';
import { coalitionRoles, type CoalitionRole } from '@keelson/platform';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const FigureSourceEnum = enumOf(figureSources);
registerEnumType(FigureSourceEnum, {
  name: 'FigureSource',
  description: 'Which submissions figures are computed from: approved ones, or all that were submitted.',
});

export const SharingRuleEnum = enumOf(sharingRules);
registerEnumType(SharingRuleEnum, {
  name: 'SharingRule',
  description:
    "What lets an audience see the coalition's totals. BY_MEMBERSHIP: it belongs to the coalition (reports still have to be published). BY_AGREEMENT: an agreement in force that names it; everything else is WITHHELD. An organization's own figures are seen by others only by an agreement, either way.",
});

export const CoalitionRoleEnum = enumOf(coalitionRoles);
registerEnumType(CoalitionRoleEnum, {
  name: 'CoalitionRole',
  description:
    'BACKBONE holds the work together, PARTNER acts and submits figures, FUNDER reads reports, OBSERVER reads.',
});

@NodeType('Coalition', 'Many organizations with one goal, and the wall around what they share.')
export class CoalitionType extends Node {
  @Field(() => String, { description: 'Unique in this installation.' })
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => String, { description: 'IANA name; deadlines and "today" follow it.' })
  timeZone: string;

  @Field(() => String, {
    description:
      'BCP 47, e.g. "es": what its people write in, and are written to in unless they chose otherwise. Where interface words are not written in it, they are English.',
  })
  language: string;

  @Field(() => Int, { description: 'The month, 1 to 12, in which the reporting year starts.' })
  yearStartMonth: number;

  @Field(() => FigureSourceEnum)
  figuresFrom: FigureSource;

  @Field(() => Int, {
    description:
      'Of measures of people, numbers from 1 to below it are hidden from everybody but backbone staff, and with them as many others as it takes that none can be worked out. Zero is shown.',
  })
  smallNumberThreshold: number;

  @Field(() => SharingRuleEnum)
  sharing: SharingRule;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@NodeType('Membership', 'What an organization is in a coalition, from one day to another.')
export class MembershipType extends Node {
  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => DateScalar, { nullable: true, description: 'The first day; null when it was always a member.' })
  from: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day, included; null while it goes on.' })
  to: string | null;
}

@NodeType('WorkingGroup', 'Organizations that work on one part of the common agenda together.')
export class WorkingGroupType extends Node {
  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  purpose: string | null;
}

@ObjectType()
export class CoalitionConnection extends connectionOf(CoalitionType, 'Coalition') {}
@ObjectType()
export class WorkingGroupConnection extends connectionOf(WorkingGroupType, 'WorkingGroup') {}
