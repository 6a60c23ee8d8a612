import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateTimeScalar } from '../graphql/scalars.js';

@InputType()
export class AuditFilterInput {
  @IdField('Person', { nullable: true, description: 'Who did it.' })
  personId?: string | null;

  @IdField('ApiKey', { nullable: true, description: 'The API key that was used.' })
  keyId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Verbs such as "grantRole"; at most 50.' })
  @IsOptional()
  @ArrayMaxSize(50)
  verbs?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The id of any object.' })
  @IsOptional()
  subjectId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Included.' })
  @IsOptional()
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Excluded.' })
  @IsOptional()
  to?: Date | null;
}
