import { Field, InputType } from '@nestjs/graphql';
import type { CoalitionRole, Scope } from '@keelson/platform';
import { ArrayMaxSize, ArrayMinSize, MaxLength } from 'class-validator';
import { CoalitionRoleEnum } from '../coalitions/coalition.type.js';
import { IdField } from '../graphql/id.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { ScopeEnum } from './person.type.js';

@InputType()
export class CreateApiKeyInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(200, { description: 'What the key is for, e.g. "data warehouse".' })
  name: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @Field(() => [ScopeEnum])
  @ArrayMinSize(1)
  scopes: Scope[];

  @IdField('Organization', { list: true, defaultValue: [], description: 'For PARTNER: whom it submits for.' })
  @ArrayMaxSize(250)
  organizationIds: string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'In a year unless told, in two at most.' })
  expiresAt?: Date | null;
}

@InputType()
export class UpdateViewerInput {
  @Field(() => String, {
    nullable: true,
    description:
      'BCP 47, e.g. "es": what you are written to, and told things, in. Null: the language of the coalition that does.',
  })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA name, e.g. "America/Bogota". Null: the time zone of the coalition that writes.',
  })
  timeZone?: string | null;
}

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  @MaxLength(128)
  currentPassword: string;

  @Field(() => String, { description: '12 to 128 characters, and not easily guessed.' })
  @MaxLength(128)
  newPassword: string;
}
