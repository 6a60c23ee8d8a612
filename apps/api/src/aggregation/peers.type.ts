import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { bandGaps, type BandGap } from '@keelson/aggregation';
import { enumOf } from '../graphql/enum.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';

export const BandGapEnum = enumOf(bandGaps);
registerEnumType(BandGapEnum, {
  name: 'BandGap',
  description:
    'NO_OWN_NUMBER: a band is for who has a number in it. TOO_FEW_PEERS: fewer than 5 others have one. SMALL_NUMBERS: it would tell of 1 to 10 people. TOO_ALIKE: the others lie so close together that it would tell their numbers. WITHHELD: no agreement lets the coalition see the figures that it comes from.',
});

@ObjectType('PeerBand', {
  description:
    "An organization's own number among those of its peers: the other partners with a number of the measure and period. Quartiles by nearest rank, each the mean of the peer at that rank, the one below and the one above, rounded to 1, 2 or 5 × a power of ten that is at least a twentieth of the largest of the three: no peer's number can be read off. No ranks, no smallest, no largest.",
})
export class PeerBandType {
  @Field(() => PeriodScalar)
  period: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As figures count it: a RATIO is factor × numerator / denominator.',
  })
  own: string | null;

  @Field(() => Int, {
    description: 'A ratio of fewer than 11 people (or all but fewer than 11) is none; nor is a non-value.',
  })
  peers: number;

  @Field(() => DecimalScalar, { nullable: true })
  lower: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  median: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  upper: string | null;

  @Field(() => BandGapEnum, { nullable: true, description: 'Why there is no band; null when there is one.' })
  missing: BandGap | null;
}
