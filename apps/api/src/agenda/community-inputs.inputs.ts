import { Field, InputType } from '@nestjs/graphql';
import type { Disposition, InputChannel, InputKind } from '@keelson/agenda';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { DispositionEnum, InputChannelEnum, InputKindEnum } from './community-input.type.js';

@InputType()
export class RecordCommunityInputInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => InputKindEnum)
  kind: InputKind;

  @Field(() => InputChannelEnum)
  channel: InputChannel;

  @TextField(10_000)
  text: string;

  @IdField('StakeholderGroup', { nullable: true, description: 'The group that it comes from.' })
  groupId?: string | null;

  @IdField('Agenda', { nullable: true, description: 'The version that it is about.' })
  agendaId?: string | null;

  @TextField(320, {
    nullable: true,
    description: 'An e-mail address or a telephone number; shown to backbone staff only.',
  })
  contact?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Today unless told; never ahead.' })
  @IsOptional()
  receivedOn?: string | null;
}

@InputType()
export class DisposeOfInputInput {
  @IdField('CommunityInput')
  id: string;

  @Field(() => DispositionEnum)
  disposition: Disposition;

  @TextField(5000, {
    description: 'What was done, or why not: of NOT_ADOPTED at least 20 characters. Public with `youSaid`.',
  })
  reason: string;

  @TextField(2000, {
    nullable: true,
    description: 'Words for the input that everybody may read, without personal data.',
  })
  youSaid?: string | null;

  @TextField(5000, { nullable: true, description: 'What was answered, where there is a contact.' })
  reply?: string | null;
}

@InputType()
export class ReplyToInputInput {
  @IdField('CommunityInput')
  id: string;

  @TextField(5000)
  reply: string;
}

@InputType()
export class ForgetContactInput {
  @IdField('CommunityInput')
  id: string;

  @TextField(2000)
  reason: string;
}

@InputType()
export class CommunityInputFilterInput {
  @Field(() => [InputKindEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(5)
  kinds?: InputKind[] | null;

  @Field(() => [InputChannelEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(5)
  channels?: InputChannel[] | null;

  @IdField('StakeholderGroup', { list: true, nullable: true, description: 'From one of these groups.' })
  @ArrayMaxSize(250)
  groupIds?: string[] | null;

  @Field(() => [DispositionEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(3)
  dispositions?: Disposition[] | null;

  @Field(() => Boolean, { nullable: true, description: 'True: without a disposition. False: with one.' })
  @IsOptional()
  pending?: boolean | null;

  @TextField(200, { nullable: true, description: 'A part of the text, in whatever case.' })
  text?: string | null;

  @Field(() => DateScalar, { nullable: true })
  @IsOptional()
  receivedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true })
  @IsOptional()
  receivedTo?: string | null;
}
