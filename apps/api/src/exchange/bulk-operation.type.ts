import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { bulkStates, fileFormats, type BulkState, type FileFormat } from '@keelson/exchange';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { Payload, payloadOf, UserErrorCodeEnum } from '../graphql/payload.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const BulkStateEnum = enumOf(bulkStates);
registerEnumType(BulkStateEnum, {
  name: 'BulkState',
  description:
    'REQUESTED → RUNNING → COMPLETED; or REFUSED: nothing was written, and the refusals say why; or FAILED, and `failure` says why; or CANCELLED. Only after COMPLETED does anything of it stand.',
});

export const ImportFormatEnum = enumOf(fileFormats);
registerEnumType(ImportFormatEnum, {
  name: 'ImportFormat',
  description: [
    'CSV: tidy rows, UTF-8, a header line. Columns: organization_id (or organization), measure_id (or measure), period; one per dimension, named by its code (`dimension:<code>` where that is the name of another column), blank for what is not broken down; value, or numerator and denominator; status (blank or reported, suppressed, not_collected, not_applicable, declined); status_reason (or reason).',
    'XLSX: a workbook: such rows in its one sheet (categories may also stand together in a column `categories`: age_band=adult,sex=female), or a template that was filled in, which GET /coalitions/{coalition id}/template.xlsx?organization={code}&period=2024-01 makes. A row of a template that is left blank says nothing.',
    "DHIS2_JSON, DHIS2_CSV: DHIS2's dataValueSets (either spelling of the CSV's header), by CODE. A data element is a measure's code, of a RATIO `<code>.numerator` and `<code>.denominator`, which may stand anywhere in the file; an organization unit is an organization's code, or an org-id.guide identifier that it alone has (orgUnitIdScheme may then be ATTRIBUTE:…); a category option combo is `default`, `age_band=adult,sex=female`, or the categories' codes alone where each is in one dimension. A code that is not known is listed once, with the number of cells that name it. Comments beside numbers are not kept. completeDate is not read: an import submits, unless it is a draft.",
  ].join('\n\n'),
});

@ObjectType({ description: 'How far an import is.' })
export class BulkProgressType {
  @Field(() => Int, { description: 'Rows of the file that were read and judged.' })
  rowsRead: number;

  @Field(() => Int, { description: 'Of them, rows whose cells were gone through for writing.' })
  rowsWritten: number;

  @Field(() => Int, { description: 'Of the whole work, 0 to 100.' })
  percent: number;
}

@ObjectType('BulkRefusal', { description: 'One thing to correct in a file.' })
export class BulkRefusalType {
  @Field(() => Int, {
    nullable: true,
    description:
      "The file's line where the row starts, the sheet's row, or the place in dataValues from 1; null: the whole file.",
  })
  row: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The column, as the file's header spells it; null: the whole row.",
  })
  column: string | null;

  @Field(() => UserErrorCodeEnum, { description: 'The same code as submitMeasurements has for such a value.' })
  code: string;

  @Field(() => String)
  message: string;
}

@NodeType(
  'BulkOperation',
  'The import of a file, done in the background: ask for its state. All of it is one transaction, so that a worker that dies leaves nothing and another one starts anew.',
)
export class BulkOperationType extends Node {
  @Field(() => BulkStateEnum)
  state: BulkState;

  @Field(() => ImportFormatEnum)
  format: FileFormat;

  @Field(() => Boolean)
  dryRun: boolean;

  @Field(() => Boolean)
  partial: boolean;

  @Field(() => Boolean)
  draft: boolean;

  @Field(() => String, { nullable: true })
  reason: string | null;

  @Field(() => BulkProgressType, { nullable: true })
  progress?: BulkProgressType;

  @Field(() => Int, {
    nullable: true,
    description: 'Cells that are new. This and the next three: null until it ended.',
  })
  created: number | null;

  @Field(() => Int, { nullable: true, description: 'Cells that hold another number or non-value than before.' })
  changed: number | null;

  @Field(() => Int, { nullable: true, description: 'Cells that held exactly this; they get no revision.' })
  unchanged: number | null;

  @Field(() => Int, { nullable: true, description: 'Rows that were refused.' })
  refused: number | null;

  @Field(() => String, { nullable: true, description: 'Why it FAILED, in a sentence.' })
  failure: string | null;

  @Field(() => DateTimeScalar)
  requestedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt: Date | null;
}

export const BulkOperationConnection = connectionOf(BulkOperationType, 'BulkOperation');

@ObjectType()
export class ImportMeasurementsPayload extends Payload {
  @Field(() => BulkOperationType, { nullable: true })
  operation?: BulkOperationType;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True when this is the answer to the first request with this key.',
  })
  replayed?: boolean;
}

export const BulkOperationPayload = payloadOf('BulkOperationPayload', 'operation', BulkOperationType);
