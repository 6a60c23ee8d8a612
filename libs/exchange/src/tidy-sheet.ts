/** The headings of a tidy sheet, as it is written. The codes of dimensions may stand beside them when it is read. */
export const tidyHeadings = [
  'organization',
  'measure',
  'period',
  'categories',
  'value',
  'numerator',
  'denominator',
  'non_value',
  'reason',
] as const;
export type TidyHeading = (typeof tidyHeadings)[number];

export const tidySheetName = 'Measurements';
/** More are exchanged by CSV: a workbook is read as a whole, so its size decides how much memory that takes. */
export const mostTidyRows = 50_000;
