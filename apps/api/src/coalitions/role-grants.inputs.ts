import { Field, InputType } from '@nestjs/graphql';
import type { CoalitionRole } from '@keelson/platform';
import { ArrayMaxSize, IsEmail, MaxLength } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { TextField } from '../graphql/text.js';
import { CoalitionRoleEnum } from './coalition.type.js';

const forPartners = 'For PARTNER: the organizations, at most 250. Else empty.';

@InputType()
export class GrantRoleInput {
  @IdField('Coalition')
  coalitionId: string;

  @IdField('Person', { description: 'Somebody who holds a role in this coalition already.' })
  personId: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @IdField('Organization', { list: true, defaultValue: [], description: forPartners })
  @ArrayMaxSize(250)
  organizationIds: string[];
}

@InputType()
export class InvitePersonInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => String, { description: 'Whoever accepts signs in with it.' })
  @IsEmail({}, { message: 'This is not an e-mail address.' })
  @MaxLength(254)
  email: string;

  @TextField(200, { description: 'For an account that is made then, unless the person gives another one.' })
  name: string;

  @Field(() => CoalitionRoleEnum)
  role: CoalitionRole;

  @IdField('Organization', { list: true, defaultValue: [], description: forPartners })
  @ArrayMaxSize(250)
  organizationIds: string[];
}
