import { Field, InputType } from '@nestjs/graphql';
import { IdField } from '../graphql/id.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType()
export class FreezeForecastInput {
  @IdField('Measure')
  measureId: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description:
      'The last year that it may stand on, e.g. 2024 or 2016-Y04; the last calendar year that ended unless told.',
  })
  lastPeriod?: string | null;

  @TextField(2000, { nullable: true })
  reason?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How far from the forecast a figure may lie and still be on it; zero unless told.',
  })
  tolerance?: string | null;
}
