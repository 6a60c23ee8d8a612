import { Inject } from '@nestjs/common';
import { Args, Field, InputType, Mutation, ObjectType, registerEnumType, Resolver } from '@nestjs/graphql';
import type { FileFormat } from '@keelson/formats';
import type { Actor } from '@keelson/platform';
import { ReportsService } from '@keelson/reports';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { IdField } from '../graphql/id.js';
import { Payload } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { DownloadLinks } from './download-links.js';

const FileFormatEnum = {
  CSV: 'csv',
  JSON: 'json',
  HTML: 'html',
  XLSX: 'xlsx',
  PDF: 'pdf',
  PDF_LETTER: 'letter.pdf',
  CIDS: 'cids.jsonld',
  IATI: 'iati.xml',
  DHIS2: 'dhis2.json',
} as const satisfies Record<string, FileFormat>;
registerEnumType(FileFormatEnum, { name: 'FileFormat', description: 'The files that a report can be downloaded as.' });

@InputType()
class SignDownloadInput {
  @IdField('Report')
  reportId: string;

  @Field(() => FileFormatEnum)
  format: FileFormat;
}

@ObjectType({ description: 'A link that hands out one file without a credential, to whoever holds it.' })
class SignedDownload {
  @Field(() => String, { description: 'A path on this address that answers GET.' })
  url: string;

  @Field(() => DateTimeScalar, { description: 'Five minutes from now.' })
  expiresAt: Date;
}

@ObjectType()
export class SignDownloadPayload extends Payload {
  @Field(() => SignedDownload, { nullable: true })
  download?: SignedDownload;
}

@Resolver()
export class SignDownloadResolver {
  constructor(
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(DownloadLinks) private readonly links: DownloadLinks,
  ) {}

  @Mutation(() => SignDownloadPayload, {
    description:
      'Makes a link to one file of a report for whatever cannot send a header, such as a browser. It ends after five minutes, and at once when you may not open the report any more or your session or key ends.',
  })
  async signDownload(
    @CurrentActor() actor: Actor,
    @Args('input') { reportId, format }: SignDownloadInput,
  ): Promise<SignDownloadPayload> {
    const { coalitionId } = await this.reports.signDownload(actor, reportId, format);
    return { download: this.links.sign(actor, { id: reportId, coalitionId, format }) };
  }
}
