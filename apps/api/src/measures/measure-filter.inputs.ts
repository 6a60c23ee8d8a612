import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { TextField } from '../graphql/text.js';

@InputType()
export class MeasureFilterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  codes?: string[] | null;

  @TextField(200, { nullable: true, description: 'Part of the name or the code.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True also lists retired measures.' })
  retired?: boolean | null;
}
