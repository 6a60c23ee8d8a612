import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  correctionStates,
  partnerNonValues,
  submissionStates,
  type CorrectionState,
  type PartnerNonValue,
  type SubmissionState,
} from '@keelson/submissions';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { Payload } from '../graphql/payload.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

export const SubmissionStateEnum = enumOf(submissionStates);
registerEnumType(SubmissionStateEnum, {
  name: 'SubmissionState',
  description: 'DRAFT → SUBMITTED → APPROVED, or RETURNED with a reason and SUBMITTED again. Approval freezes.',
});
export const CorrectionStateEnum = enumOf(correctionStates);
registerEnumType(CorrectionStateEnum, {
  name: 'CorrectionState',
  description: 'PROPOSED, then APPROVED or REJECTED by somebody else.',
});
export const PartnerNonValueEnum = enumOf(partnerNonValues);
registerEnumType(PartnerNonValueEnum, {
  name: 'PartnerNonValue',
  description:
    'Why there is no number: NOT_COLLECTED; NOT_APPLICABLE (cannot exist here); DECLINED (with a reason); SUPPRESSED_AT_SOURCE (your own small-number rule).',
});

@NodeType('Submission', "One organization's values for one period.")
export class SubmissionType extends Node {
  @Field(() => SubmissionStateEnum)
  state: SubmissionState;

  @Field(() => String, { nullable: true, description: 'Why it was returned.' })
  reason: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Decides whether it was timely; a resubmission does not erase it.',
  })
  firstSubmittedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  submittedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  approvedAt: Date | null;
}

@NodeType('Correction', 'A change of approved values: proposed with a reason, applied when somebody else approves it.')
export class CorrectionType extends Node {
  @Field(() => CorrectionStateEnum)
  state: CorrectionState;

  @Field(() => String)
  reason: string;

  @Field(() => DateTimeScalar)
  proposedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true })
  decisionReason: string | null;
}

@ObjectType('CellRevision', {
  description: 'What somebody wrote into one cell, when, why and through what. Never rewritten.',
})
export class CellRevisionType {
  @Field(() => Int)
  revision: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The value of a COUNT or AMOUNT, the numerator of a RATIO.',
  })
  number: string | null;

  @Field(() => DecimalScalar, { nullable: true })
  denominator: string | null;

  @Field(() => PartnerNonValueEnum, { nullable: true })
  nonValue: PartnerNonValue | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of the value, or of the batch or correction that it came with.',
  })
  reason: string | null;

  @Field(() => String, {
    description:
      'API, CORRECTION, or the one call that answered for a whole period: CONFIRM_UNCHANGED, DECLINE_TO_REPORT.',
  })
  through: string;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType()
export class SubmissionConnection extends connectionOf(SubmissionType, 'Submission') {}

@ObjectType()
export class SubmitMeasurementsPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'Cells that are new.' })
  created?: number;

  @Field(() => Int, { nullable: true, description: 'Cells that hold something else now.' })
  changed?: number;

  @Field(() => Int, { nullable: true, description: 'Cells that held exactly this already; they make no revision.' })
  unchanged?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Cells that were refused; `userErrors` says why, each with its index.',
  })
  refused?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when this is the answer given to an earlier request with the same key.',
  })
  replayed?: boolean;
}

@ObjectType()
export class ApproveSubmissionsPayload extends Payload {
  @Field(() => [SubmissionType], { nullable: true })
  submissions?: SubmissionType[];
}
