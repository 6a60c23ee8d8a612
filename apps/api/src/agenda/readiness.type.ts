import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { readinessChecks, type ReadinessCheckName } from '@keelson/agenda';
import { enumOf } from '../graphql/enum.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const ReadinessCheckEnum = enumOf(readinessChecks);
registerEnumType(ReadinessCheckEnum, {
  name: 'ReadinessCheckName',
  description:
    'GROUPS_HEARD: every most-impacted group has an input of the last twelve months. INPUTS_ANSWERED: none is without a ' +
    'disposition. TERMS_AGREED: the required terms. GOALS_MEASURED_OR_TASKED: each goal has an active measure or a dated task.',
});

@ObjectType('ReadinessCheck', { description: 'One thing that a version needs before it is proposed.' })
export class ReadinessCheckType {
  @Field(() => ReadinessCheckEnum)
  check: ReadinessCheckName;

  @Field(() => Boolean)
  passes: boolean;

  @Field(() => String, { description: 'What it is about: a field of the version, or terms, groups, inputs.' })
  field: string;

  @Field(() => String, { description: 'What is missing; empty when it passes.' })
  message: string;
}

@ObjectType('AgendaAdoption', { description: 'A decision that put a version in force.' })
export class AgendaAdoptionType {
  @Field(() => DateTimeScalar)
  adoptedAt: Date;
}
