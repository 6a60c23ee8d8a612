import { stringify } from 'csv-stringify/sync';
import type { UserErrorCode } from '@keelson/platform';
import type { Refusal } from './bulk-operations.service.js';
import { isFormula } from './tidy-columns.js';

/** What to do about it, where a code tells. */
const remedies: Partial<Record<UserErrorCode, string>> = {
  REQUIRED: 'Fill this cell, or add what is missing.',
  INVALID: 'Correct this cell or row as the message says.',
  DUPLICATE: 'Leave one row of this cell in the file: the one that holds.',
  FROZEN: 'Propose a correction of this cell, with its reason; leave the row out here.',
  WRONG_KIND: 'Write the number in the columns of its kind: value, or numerator and denominator.',
  INVALID_STATE: 'Leave the row out, or ask backbone staff about this measure.',
  UNKNOWN_ORGANIZATION: 'Use the code of an organization that you submit for.',
  UNKNOWN_MEASURE: 'Use the code of a measure of this coalition.',
  UNKNOWN_CATEGORY: 'Use the code of a category of this dimension that takes values.',
  UNKNOWN_PERIOD: "Use a period of the measure's frequency, such as 2024-01, 2024-Q1 or 2024.",
  UNDECLARED_BREAKDOWN: 'Leave the row out, or ask backbone staff to declare this breakdown.',
  OUTSIDE_MEMBERSHIP: 'Leave the row out, or ask backbone staff to correct the membership.',
  WINDOW_NOT_OPEN: 'Send the row when its period opens.',
  WINDOW_CLOSED: 'Ask backbone staff for an extension; they may also import it with a reason.',
  NOT_A_NUMBER: 'Write a plain decimal number: 1250 or 0.75.',
  NOT_WHOLE: 'Write a whole number.',
  NEGATIVE: 'Write a number that is not negative, or say in the status why there is none.',
};

/** What was refused of a file, for whoever corrects it: row and column as they see them. */
export async function* writeRefusalsCsv(portions: AsyncIterable<Refusal[]>): AsyncGenerator<string> {
  yield stringify([['row', 'column', 'code', 'message', 'remedy']]);
  for await (const refusals of portions) {
    yield stringify(
      refusals.map(({ row, column, code, message }) => [
        row,
        column,
        code,
        message,
        remedies[code as UserErrorCode] ?? '',
      ]),
      { cast: { string: (text) => (isFormula(text) ? { value: text, escape_formulas: true } : text) } },
    );
  }
}
