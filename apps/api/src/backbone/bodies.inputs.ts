import { Field, InputType } from '@nestjs/graphql';
import type { BodyDecisionKind, BodyKind } from '@keelson/backbone';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { BodyDecisionKindEnum, BodyKindEnum } from './body.type.js';

@InputType()
export class CreateBodyInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(200, { description: 'Unique in the coalition.' })
  name: string;

  @Field(() => BodyKindEnum)
  kind: BodyKind;

  @TextField(2000, { nullable: true })
  purpose?: string | null;

  @Field(() => Boolean, { description: 'Whether it is a decision body.' })
  decides: boolean;
}

@InputType()
export class RetireBodyInput {
  @IdField('Body')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class AddSeatInput {
  @IdField('Body')
  bodyId: string;

  @TextField(200)
  title: string;

  @IdField('StakeholderGroup', {
    nullable: true,
    description: 'Then only a member who represents this group holds it.',
  })
  reservedGroupId?: string | null;

  @TextField(500, { nullable: true, description: 'What whoever sits here gets for it.' })
  compensation?: string | null;
}

@InputType()
export class FillSeatInput {
  @IdField('Seat')
  id: string;

  @IdField('Organization', { description: 'An active member; of a reserved seat, one who represents its group.' })
  holderOrganizationId: string;

  @TextField(200, { nullable: true, description: 'Who sits there for the organization.' })
  holderName?: string | null;

  @IdField('Organization', { nullable: true, description: 'Under the same rule as the holder.' })
  deputyOrganizationId?: string | null;

  @TextField(200, { nullable: true })
  deputyName?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Today unless told.' })
  @IsOptional()
  termFrom?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day, included; past it the seat counts as vacant.',
  })
  @IsOptional()
  termTo?: string | null;
}

@InputType()
export class LeaveSeatInput {
  @IdField('Seat')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class RecordBodyDecisionInput {
  @IdField('Body', { description: 'A decision body.' })
  bodyId: string;

  @Field(() => BodyDecisionKindEnum)
  kind: BodyDecisionKind;

  @IdField('Agenda', { nullable: true, description: 'For ADOPT_AGENDA: the version.' })
  agendaId?: string | null;

  @IdField('Organization', { nullable: true, description: 'For REMOVE_MEMBER: the organization.' })
  organizationId?: string | null;

  @TextField(5000)
  text: string;

  @TextField(5000)
  why: string;

  @TextField(5000, { nullable: true, description: 'What was said against it.' })
  dissent?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Today unless told; never ahead.' })
  @IsOptional()
  decidedOn?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'For a body that misses the rule of seats: the last day of its interim decision, at most 60 days on.',
  })
  @IsOptional()
  interimUntil?: string | null;
}

@InputType()
export class BodyFilterInput {
  @Field(() => [BodyKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(4)
  kinds?: BodyKind[] | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  decides?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that were retired; else they are left out.' })
  @IsOptional()
  retired?: boolean | null;
}

@InputType()
export class BodyDecisionFilterInput {
  @IdField('Body', { list: true, nullable: true, description: 'Decisions of one of these bodies.' })
  @ArrayMaxSize(250)
  bodyIds?: string[] | null;

  @Field(() => [BodyDecisionKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(4)
  kinds?: BodyDecisionKind[] | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  confirmed?: boolean | null;
}

@InputType()
export class LeaveCoalitionInput {
  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day of its memberships: today unless told, never earlier.',
  })
  @IsOptional()
  on?: string | null;

  @TextField(2000, { description: 'Kept in the history.' })
  reason: string;
}
