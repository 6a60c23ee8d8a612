import { Field, InputType } from '@nestjs/graphql';
import type { Audience } from '@keelson/reports';
import { longestLife, usualLife } from '@keelson/sharing';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { TextField } from '../graphql/text.js';
import { AudienceEnum } from '../reports/report.type.js';

@InputType()
export class ShareReportInput {
  @IdField('Report')
  reportId: string;

  @Field(() => AudienceEnum, { description: 'As whom the report is shown; it must stand published to this audience.' })
  audience: Audience;

  @TextField(200, { description: 'For whom it is, e.g. "Programme officer of the foundation".' })
  name: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: `When it ends: ${usualLife} days from now unless told, at most ${longestLife}.`,
  })
  @IsOptional()
  expiresAt?: Date | null;

  @TextField(128, {
    nullable: true,
    neverEmpty: true,
    description: 'Asked for before anything is shown: 8 to 128 characters. Tell it by another way than the link.',
  })
  passcode?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'At most 20 origins, such as https://funder.example.org, whose pages may show the report in a frame. Not together with a passcode.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(300, { each: true })
  embeddedAt?: string[] | null;
}

@InputType()
export class ShareLinkFilterInput {
  @IdField('Report', { nullable: true, description: 'Links to this report only.' })
  reportId?: string | null;
}
