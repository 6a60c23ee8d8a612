import { Field, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { MissingGroupEnum } from './gaps.type.js';

@ObjectType('PartnerFigure', { description: "An organization's own figure of a measure: its total, by the time rule." })
export class PartnerFigureType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Of a RATIO: factor × numerator / denominator, rounded to six places.',
  })
  value: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  numerator: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  denominator: string | null;

  @Field(() => Boolean, { description: 'True when it reported only parts, whose sum stands here.' })
  derived: boolean;

  @Field(() => MissingGroupEnum, {
    nullable: true,
    description:
      'Why there is no number; null when there is one. WITHHELD: no agreement of the organization lets you see it, reported or not, or it would give away the figure of one that has not agreed. SUPPRESSED: it is, or would tell, a small number of people; then all of its reporting year is.',
  })
  missing: 'NO_DATA' | 'WITHHELD' | 'SUPPRESSED' | null;
}
