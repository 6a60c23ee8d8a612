import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { circumstances, reproductionStates, type Reproduction, type ReproductionState } from '@keelson/reports';
import { enumOf } from '../graphql/enum.js';
import { IdField } from '../graphql/id.js';
import { payloadOf } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { ReportType } from './report.type.js';

export const ReproductionStateEnum = enumOf(reproductionStates);
registerEnumType(ReproductionStateEnum, {
  name: 'ReproductionState',
  description: 'REQUESTED: the worker has not ended it yet. FAILED: it could not be compiled; `failure` says why.',
});

export const ReproductionChangeEnum = enumOf([...circumstances, 'engine'].map((one) => one.toUpperCase()));
registerEnumType(ReproductionChangeEnum, {
  name: 'ReproductionChange',
  description: 'What decides figures beside values. ENGINE: another version of Keelson compiled it.',
});

@ObjectType('Reproduction', {
  description: 'A report compiled once more from its watermark; nothing but this is kept.',
})
export class ReproductionType implements Pick<Reproduction, 'requestedAt' | 'state' | 'endedAt' | 'sha256'> {
  @Field(() => DateTimeScalar)
  requestedAt: Date;

  @Field(() => ReproductionStateEnum)
  state: ReproductionState;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 in hex of what came of it, with all numbers.' })
  sha256: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The same as the report, to the byte. Null while it is not DONE.',
  })
  isIdentical: boolean | null;

  @Field(() => [ReproductionChangeEnum], {
    nullable: true,
    description:
      'What was changed since the report was compiled, other than values, approvals and corrections, which are read as they stood. Empty: it has to be identical. Null while it is not DONE.',
  })
  changed: string[] | null;

  @Field(() => String, { nullable: true, description: 'A sentence, only while FAILED.' })
  failure: string | null;
}

@InputType()
export class ReproduceReportInput {
  @IdField('Report')
  id: string;
}

export const ReproduceReportPayload = payloadOf('ReproduceReportPayload', 'report', ReportType);
