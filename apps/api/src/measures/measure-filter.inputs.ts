import { Field, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';

@InputType()
export class MeasureFilterInput {
  @Field(() => [String], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(250)
  codes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or the code.' })
  @IsOptional()
  @MaxLength(200)
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True also lists retired measures.' })
  retired?: boolean | null;
}
