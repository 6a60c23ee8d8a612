import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { tieLevels, type TieLevel } from '@keelson/commitments';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { ShareType } from '../graphql/share.type.js';

export const CommitmentFigureReasonEnum = enumOf(['NOT_ASSESSABLE'] as const);
registerEnumType(CommitmentFigureReasonEnum, {
  name: 'CommitmentFigureReason',
  description: 'Why a figure has no value. NOT_ASSESSABLE: there is too little to divide by.',
});

@ObjectType({ isAbstract: true })
abstract class CommitmentShare extends ShareType {
  @Field(() => CommitmentFigureReasonEnum, { nullable: true, description: 'Set where there is no value.' })
  reason: 'NOT_ASSESSABLE' | null;
}

@ObjectType('CommitmentFigure', { description: 'A share, with its formula, n and period.' })
export class CommitmentFigureType extends CommitmentShare {
  @Field(() => DateScalar, { description: 'The first day that counts.' })
  from: string;

  @Field(() => DateScalar, { description: 'The last day that counts.' })
  to: string;
}

@ObjectType('CommitmentFigures', { description: 'How commitments were kept. No figure is made of one person.' })
export class CommitmentFiguresType {
  @Field(() => CommitmentFigureType, {
    description:
      'Of those whose due date, as it holds, passed in the period: confirmed by then and never renegotiated late / ' +
      'all but RELEASED ones. Without a value below n = 5.',
  })
  followThrough: CommitmentFigureType;

  @Field(() => CommitmentFigureType, { description: 'Of those offered in the period: joint ones / all.' })
  jointShare: CommitmentFigureType;
}

@ObjectType('CapabilityCoverage', {
  description:
    'Required kinds of assets that are offered / required kinds. Offered is what the lead and partners, the groups ' +
    'that these represent, and the groups that the activity serves offer and did not withdraw.',
})
export class CapabilityCoverageType extends CommitmentShare {
  @Field(() => [String], { description: 'Required kinds that none of these offers.' })
  missing: string[];
}

export const TieLevelEnum = enumOf(tieLevels);
registerEnumType(TieLevelEnum, {
  name: 'TieLevel',
  description:
    'After Himmelman, each level on top of the one before: NETWORKING is regular exchange (four conversations together ' +
    'in twelve months), COORDINATING adjusted plans, COOPERATING confirmed resources, COLLABORATING that one ' +
    'confirmed how the other strengthened it.',
});

@ObjectType({ isAbstract: true })
abstract class TieFacts {
  @Field(() => TieLevelEnum, {
    nullable: true,
    description: 'The highest level whose lower ones hold too; null below regular exchange.',
  })
  level: TieLevel | null;

  @Field(() => Int, { description: 'Conversations that both hosted or took part in.' })
  exchanges: number;

  @Field(() => Int, {
    description:
      'Decisions taken together that change an activity of one of them, confirmed links (FEEDS, ENABLES, REFERS, ' +
      'DEPENDS_ON) between activities that they lead, renegotiated commitments between them.',
  })
  adjustments: number;

  @Field(() => Int, {
    description:
      'Confirmed commitments of kind RESOURCE between them, what one committed to an activity that the other leads, ' +
      'confirmed links SHARES_RESOURCE.',
  })
  resources: number;

  @Field(() => Int, { description: 'Commitments of one of which the other confirmed how they strengthened it.' })
  strengthenings: number;
}

@ObjectType('Tie', {
  description: 'How two organizations stand to each other over the last twelve months; the first by code comes first.',
})
export class TieType extends TieFacts {}

@ObjectType('TieEvidence', { description: 'What between two organizations speaks for one of the levels.' })
export class TieEvidenceType {
  @Field(() => TieLevelEnum)
  level: TieLevel;

  @Field(() => DateTimeScalar)
  at: Date;
}

@ObjectType('KnownTie', { description: 'A tie over the last twelve months, with what speaks for it.' })
export class KnownTieType extends TieFacts {
  @Field(() => [TieEvidenceType], { description: 'By level, in each the latest first.' })
  evidence: TieEvidenceType[];
}

@ObjectType()
export class TieConnection extends connectionOf(TieType, 'Tie') {}
