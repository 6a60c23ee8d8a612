import { Field, InputType } from '@nestjs/graphql';
import type { BulkState, FileFormat } from '@keelson/exchange';
import { IdField } from '../graphql/id.js';
import { BulkStateEnum, ImportFormatEnum } from './bulk-operation.type.js';

@InputType()
export class ImportMeasurementsInput {
  @IdField('Coalition')
  coalitionId: string;

  @IdField('Upload', {
    description: 'The answer of POST /coalitions/{coalition id}/uploads, to whose body you sent the file; your own.',
  })
  uploadId: string;

  @Field(() => ImportFormatEnum)
  format: FileFormat;

  @Field(() => String, {
    description:
      'Yours, 8 to 200 characters, kept 7 days: the same key with the same options and a file of the same bytes returns the first answer, with others IDEMPOTENCY_KEY_REUSED.',
  })
  idempotencyKey: string;

  @Field(() => Boolean, { nullable: true, description: 'Says exactly what would happen, and changes nothing.' })
  dryRun?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Writes what is right and refuses the rest; all or nothing unless told.',
  })
  partial?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Keeps the submissions as DRAFT.' })
  draft?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why these values come; it stands in the history. With it, backbone staff may import after the window closed. At most 2,000 characters.',
  })
  reason?: string | null;
}

@InputType()
export class CancelBulkOperationInput {
  @IdField('BulkOperation')
  id: string;
}

@InputType()
export class SignRefusalsInput {
  @IdField('BulkOperation')
  bulkOperationId: string;
}

@InputType()
export class BulkOperationFilterInput {
  @Field(() => [BulkStateEnum], { nullable: true })
  states?: BulkState[] | null;
}
