import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { pledgeKinds, type PledgeKind } from '@keelson/agenda';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const PledgeKindEnum = enumOf(pledgeKinds);
registerEnumType(PledgeKindEnum, {
  name: 'PledgeKind',
  description: 'OWN: this is our agenda too. SUPPORT: we stand behind it. NEED_CHANGE: not as it is.',
});

@NodeType('Pledge', 'How one organization stands to one version of the common agenda.')
export class PledgeType extends Node {
  @Field(() => PledgeKindEnum)
  kind: PledgeKind;

  @Field(() => String, { nullable: true, description: 'What the organization says with it.' })
  statement: string | null;

  @Field(() => DateTimeScalar)
  pledgedAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a later answer took its place, or the version went back to DRAFT; null while it is in force.',
  })
  lapsedAt: Date | null;
}

@ObjectType()
export class PledgeConnection extends connectionOf(PledgeType, 'Pledge') {}

@ObjectType('PledgeFigures', {
  description:
    'How the parties stand to a version. A party is an organization with a PARTNER or BACKBONE membership on the day; silence counts in the denominator.',
})
export class PledgeFiguresType {
  @Field(() => DateScalar, { description: 'The day whose members are the parties: today, or when it was superseded.' })
  asOf: string;

  @Field(() => Int, { description: 'n: the number of parties.' })
  parties: number;

  @Field(() => Int)
  own: number;

  @Field(() => Int)
  support: number;

  @Field(() => Int)
  needChange: number;

  @Field(() => Int, { description: 'Parties that gave no pledge.' })
  silent: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: '(own + support) / parties, four decimals; null, "not assessable", when there are no parties.',
  })
  pledgedShare: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'own / parties, four decimals; null, "not assessable", when there are no parties.',
  })
  ownershipShare: string | null;
}
