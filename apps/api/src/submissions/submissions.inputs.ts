import { Field, InputType } from '@nestjs/graphql';
import type { PartnerNonValue, SubmissionState } from '@keelson/submissions';
import { ArrayMaxSize, ArrayMinSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DecimalScalar, PeriodScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { CellCategoryInput } from './cell.inputs.js';
import { PartnerNonValueEnum, SubmissionStateEnum } from './submission.type.js';

// The values of a batch are judged by the room, cell by cell: class-validator would block for 110 ms per 10,000.

@InputType()
export class RatioInput {
  @Field(() => DecimalScalar)
  numerator: string;

  @Field(() => DecimalScalar, { description: 'Greater than zero.' })
  denominator: string;
}

@InputType()
export class NonValueInput {
  @Field(() => PartnerNonValueEnum)
  kind: PartnerNonValue;

  @Field(() => String, { nullable: true, description: 'Required for DECLINED. At most 2,000 characters.' })
  reason?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For a RATIO that is SUPPRESSED_AT_SOURCE, where it is known.',
  })
  denominator?: string | null;
}

@InputType({
  isOneOf: true,
  description: 'A number of the kind that the measure has, or why there is none. Zero is a number.',
})
export class CellNumberInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'For a COUNT or an AMOUNT.' })
  value?: string | null;

  @Field(() => RatioInput, { nullable: true, description: 'For a RATIO.' })
  ratio?: RatioInput | null;

  @Field(() => NonValueInput, { nullable: true })
  nonValue?: NonValueInput | null;
}

@InputType({ description: 'One cell: organization × measure × period × categories.' })
export class MeasurementInputType {
  @Field(() => String, { description: "The organization's code." })
  organization: string;

  @Field(() => String, { description: "The measure's code." })
  measure: string;

  @Field(() => PeriodScalar)
  period: string;

  @Field(() => [CellCategoryInput], { nullable: true, description: 'Omitted or empty: the total.' })
  categories?: CellCategoryInput[] | null;

  @Field(() => CellNumberInput)
  number: CellNumberInput;
}

@InputType()
export class SubmitMeasurementsInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => String, {
    description:
      'Yours, 8 to 200 characters, kept 7 days: the same key with the same content returns the first answer, with other content IDEMPOTENCY_KEY_REUSED.',
  })
  idempotencyKey: string;

  @Field(() => [MeasurementInputType], { description: '1 to 5,000.' })
  values: MeasurementInputType[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Writes what is right and refuses the rest; all or nothing unless told.',
  })
  partial?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Says exactly what would happen, and changes nothing.' })
  dryRun?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Keeps the submissions as DRAFT.' })
  draft?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why these values come; it stands in the history. With it, backbone staff may submit after the window closed. At most 2,000 characters.',
  })
  reason?: string | null;
}

@InputType()
export class ApproveSubmissionsInput {
  @IdField('Submission', { list: true, description: '1 to 250; all are approved or none.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  submissionIds: string[];
}

@InputType()
export class ReturnSubmissionInput {
  @IdField('Submission')
  id: string;

  @TextField(2000, { description: 'What the organization should look at.' })
  reason: string;
}

@InputType()
export class ProposeCorrectionInput {
  @IdField('Submission')
  submissionId: string;

  @Field(() => String)
  reason: string;

  @Field(() => [MeasurementInputType], { description: '1 to 250 cells of this submission.' })
  values: MeasurementInputType[];
}

@InputType()
export class DecideCorrectionInput {
  @IdField('Correction')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class SubmissionFilterInput {
  @IdField('Organization', { list: true, nullable: true })
  @ArrayMaxSize(250)
  organizationIds?: string[] | null;

  @Field(() => [SubmissionStateEnum], { nullable: true })
  states?: SubmissionState[] | null;

  @Field(() => PeriodScalar, { nullable: true, description: 'Submissions for this period and later ones.' })
  firstPeriod?: string | null;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Submissions for periods that start no later than this one.',
  })
  lastPeriod?: string | null;
}

@InputType()
export class CellInput {
  @IdField('Submission')
  submissionId: string;

  @IdField('Measure')
  measureId: string;

  @Field(() => [CellCategoryInput], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(6)
  categories?: CellCategoryInput[] | null;
}
