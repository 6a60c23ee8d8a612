import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DecimalScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';

@InputType()
export class SustainingNoteInput {
  @TextField(5000)
  keepsUsGoing: string;

  @TextField(5000)
  risks: string;

  @TextField(5000)
  capacity: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'For how many months the work is funded: 0 to 9999, at most two decimals.',
  })
  @IsOptional()
  @MaxLength(20)
  runwayMonths?: string | null;

  @TextField(5000, { nullable: true, description: 'What is not funded.' })
  fundingGap?: string | null;

  @TextField(5000)
  nextStep: string;
}

@InputType({ description: 'One of the two.' })
export class PowerNoteInput {
  @TextField(5000, { nullable: true })
  workToAddress?: string | null;

  @TextField(5000, { nullable: true, description: 'Why there is nothing to address.' })
  noneBecause?: string | null;
}

@InputType()
export class WriteNotesInput {
  @IdField('Conversation')
  conversationId: string;

  @TextField(20_000, { nullable: true, description: 'Notes that are there stay unless told.' })
  notes?: string | null;

  @Field(() => SustainingNoteInput, { nullable: true, description: 'For conversations of kind SUSTAINING.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SustainingNoteInput)
  sustaining?: SustainingNoteInput | null;

  @Field(() => PowerNoteInput, { nullable: true, description: 'For conversations of kind POWER.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PowerNoteInput)
  power?: PowerNoteInput | null;
}

@InputType()
export class AttachDifferingNoteInput {
  @IdField('Conversation')
  conversationId: string;

  @IdField('Organization', { description: 'The organization that you speak for; it was there.' })
  organizationId: string;

  @TextField(20_000)
  text: string;
}
