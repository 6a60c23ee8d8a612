const text = { type: 'string' };
const texts = { type: 'array', items: text };
const date = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' };

/** The part of the JSON Schema of a report that says by what its figures are shared. */
export const agreementsSchema = {
  type: 'array',
  description:
    'The data-sharing agreements that the report relies on, as they stood when it was compiled; what none covers is WITHHELD. Absent where figures are shared by membership.',
  items: {
    type: 'object',
    required: ['id', 'purpose', 'parties', 'measures', 'grain', 'audiences', 'from'],
    properties: {
      id: { type: 'string', pattern: '^agr_[0-9a-z]{26}$' },
      purpose: text,
      parties: texts,
      measures: { ...texts, description: 'Codes, also of measures that those of the report are calculated from.' },
      grain: { enum: ['COALITION', 'PARTNER'] },
      audiences: { type: 'array', items: { enum: ['COALITION', 'FUNDERS', 'PUBLIC'] } },
      from: date,
      to: { ...date, description: 'The last day; absent: until it is revoked.' },
      finestFrequency: { enum: ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'] },
      firstPeriod: text,
      lastPeriod: text,
      breakdowns: { type: 'array', items: texts, description: 'Empty: totals only; absent: all.' },
    },
  },
} as const;
