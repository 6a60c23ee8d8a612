import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ChangeLevel } from '@keelson/agenda';
import { DateScalar, DecimalScalar } from '../graphql/scalars.js';
import { ShareType } from '../graphql/share.type.js';
import { ChangeLevelEnum } from './agenda.type.js';

@ObjectType('ShareFigure', { description: 'A share, with its formula, n and period.' })
export class ShareFigureType extends ShareType {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day that counts; null for what is counted on one day.',
  })
  from: string | null;

  @Field(() => DateScalar, { description: 'The last day that counts, or the one day.' })
  to: string;
}

@ObjectType('GapFigure', { description: 'A difference of two shares.' })
export class GapFigureType {
  @Field(() => String)
  formula: string;

  @Field(() => ShareFigureType)
  communities: ShareFigureType;

  @Field(() => ShareFigureType)
  organizations: ShareFigureType;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Four decimals, below zero where communities own it less; null where one side has no party.',
  })
  value: string | null;

  @Field(() => Int, { description: 'Both denominators together.' })
  n: number;
}

@ObjectType('LevelBalance', { description: 'How many strategies of the adopted version work at one level.' })
export class LevelBalanceType {
  @Field(() => ChangeLevelEnum)
  changeLevel: ChangeLevel;

  @Field(() => Int)
  strategies: number;

  @Field(() => Boolean, { description: 'Nothing is tried at this level.' })
  flagged: boolean;
}

@ObjectType('AgendaFigures', {
  description: "How a coalition stands with its common agenda. Ownership is the adopted version's.",
})
export class AgendaFiguresType {
  @Field(() => ShareFigureType, { description: 'groups with an input / active groups' })
  consultationCoverage: ShareFigureType;

  @Field(() => ShareFigureType, {
    description: 'inputs with disposition and, where there is a contact, reply / inputs; by the day they were received',
  })
  closureRate: ShareFigureType;

  @Field(() => ShareFigureType, { description: 'OWN / eligible parties; silence counts in the denominator' })
  ownershipShare: ShareFigureType;

  @Field(() => GapFigureType, {
    description: 'ownership share among parties that represent a COMMUNITY group − that among all other parties',
  })
  ownershipGap: GapFigureType;

  @Field(() => ShareFigureType, { description: 'required terms AGREED / required terms' })
  commonLanguage: ShareFigureType;

  @Field(() => [LevelBalanceType], { description: 'One per level.' })
  levelBalance: LevelBalanceType[];

  @Field(() => Int, { description: 'Strategies of the adopted version that say no level.' })
  strategiesWithoutLevel: number;
}
