import { Field, InputType, Int } from '@nestjs/graphql';
import type { TermPositionKind } from '@keelson/agenda';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { TextField } from '../graphql/text.js';
import { TermPositionEnum } from './glossary.type.js';

@InputType()
export class TranslationInput {
  @TextField(35, { description: 'BCP 47, e.g. "es".' })
  language: string;

  @TextField(5000)
  text: string;
}

@InputType({ isAbstract: true })
abstract class DefinitionInput {
  @TextField(5000)
  text: string;

  @Field(() => [String], {
    nullable: true,
    description: 'What it looks like, at most 50 examples; agreement needs one.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(1000, { each: true })
  looksLike?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What it does not look like, at most 50; agreement needs one.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(1000, { each: true })
  doesNotLookLike?: string[] | null;

  @Field(() => [TranslationInput], { nullable: true, description: 'At most 50, one per language.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => TranslationInput)
  translations?: TranslationInput[] | null;
}

@InputType()
export class DefineTermInput extends DefinitionInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(100, { description: 'Unique but for case and accents.' })
  word: string;
}

@InputType()
export class RedefineTermInput extends DefinitionInput {
  @IdField('Term')
  termId: string;
}

@InputType()
export class RequireTermInput {
  @IdField('Term')
  termId: string;

  @Field(() => Boolean)
  required: boolean;

  @TextField(2000)
  reason: string;
}

@InputType()
export class TakeTermPositionInput {
  @IdField('Term')
  termId: string;

  @Field(() => Int, { description: 'The number of the definition that was read; refused unless it is the latest.' })
  @Min(1)
  number: number;

  @IdField('Organization', { description: 'The organization that you speak for.' })
  organizationId: string;

  @Field(() => TermPositionEnum)
  position: TermPositionKind;

  @TextField(5000, { nullable: true })
  note?: string | null;
}

@InputType()
export class TermFilterInput {
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  required?: boolean | null;

  @TextField(100, { nullable: true, description: 'A part of the word, in whatever case.' })
  text?: string | null;
}
