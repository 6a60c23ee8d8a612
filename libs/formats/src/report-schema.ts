import { besideSchema } from './beside-schema.js';
import { agreementsSchema } from './agreement-schema.js';

/** The JSON Schema (draft 2020-12) of a report's JSON. Later versions may add properties; none is taken away or changes its meaning. */
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const count = { type: 'integer', minimum: 0 };
const decimal = { type: ['string', 'null'], pattern: '^-?[0-9]+([.][0-9]+)?$' };
const date = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' };
const instant = { type: 'string', format: 'date-time' };
const period = {
  type: 'string',
  pattern: '^[0-9]{4}(-(W[0-9]{2}|[0-9]{2}|Q[1-4]|H[12]|Y[0-9]{2}))?$',
  description: 'Such as 2024-W05, 2024-01, 2024-Q1, 2024-H1, 2024, 2016-Y04 (the year that starts in April 2016).',
};
const object = (required: string[], properties: Record<string, object>) => ({ type: 'object', required, properties });

const measure = object(['code', 'name', 'unit', 'numberKind', 'factor', 'direction', 'figures'], {
  code: { ...text, description: 'Stable, and unique in its coalition.' },
  name: text,
  unit: text,
  numberKind: { enum: ['COUNT', 'AMOUNT', 'RATIO', 'CALCULATED'] },
  factor: { enum: [1, 100, 1_000, 10_000, 100_000], description: 'A RATIO is factor × Σ numerators / Σ denominators.' },
  direction: { enum: ['INCREASE', 'DECREASE', 'MAINTAIN', 'NONE'] },
  figures: count,
  level: { enum: ['POPULATION', 'PERFORMANCE'] },
  aspect: { enum: ['HOW_MUCH', 'HOW_WELL', 'BETTER_OFF'] },
  description: text,
  breaks: { type: 'array', items: date, description: 'From these days on figures do not compare with earlier ones.' },
  additive: { const: true, description: 'Its figures add up over parts and periods.' },
  references: { type: 'array', items: object(['vocabulary', 'code'], { vocabulary: text, code: text, uri: text }) },
  goals: { type: 'array', items: object(['code', 'statement'], { code: text, statement: text }) },
  expression: { ...text, description: 'Of a calculated measure, over the codes of others.' },
  zeros: { ...texts, description: 'The codes in it whose missing numbers count as zero.' },
  baseline: object(['periodStart', 'value'], { frequency: text, periodStart: date, value: decimal }),
  method: object(['frequency', 'ofPeople', 'timeRule', 'partnerRule', 'overlap'], {
    ...{ frequency: text, ofPeople: { type: 'boolean' }, timeRule: text, denominatorTimeRule: text },
    ...{ partnerRule: text, overlap: { enum: ['NONE', 'POSSIBLE'] } },
  }),
  versions: {
    type: 'array',
    items: object(['number', 'comparability'], {
      ...{ number: count, from: date, comparability: { enum: ['COMPARABLE', 'BRIDGED', 'BREAK'] }, reason: text },
    }),
  },
});

const figure = object(
  [
    ...['measure', 'period', 'cell', 'value', 'numerator', 'denominator', 'unit', 'organizationsReported'],
    ...['organizationsExpected', 'cellsReported', 'cellsExpected', 'nonValues', 'target', 'status', 'derived'],
  ],
  {
    measure: { ...text, description: 'The code of one of report.measures.' },
    period,
    cell: {
      type: 'object',
      additionalProperties: text,
      description: 'Category codes by dimension code; empty: the total.',
    },
    value: { ...decimal, description: 'Exact, as a text. Null: there is no number, which is never zero.' },
    low: { ...decimal, description: 'With high, instead of a value: what is only known as an interval.' },
    high: decimal,
    numerator: decimal,
    denominator: decimal,
    unit: text,
    organizationsReported: count,
    organizationsExpected: count,
    cellsReported: count,
    cellsExpected: count,
    nonValues: {
      type: 'object',
      additionalProperties: count,
      description:
        'How many cells hold no number, by kind: MISSING, NOT_DUE, NOT_COLLECTED, DECLINED, SUPPRESSED, WITHHELD …',
    },
    target: decimal,
    status: {
      type: ['string', 'null'],
      description:
        'MET, NOT_MET, ON_TRACK, BEHIND, WORSE, NO_DATA, UNRESOLVED, SUPPRESSED, WITHHELD; null: there is no target.',
    },
    derived: { type: 'boolean', description: 'Added up from reported parts.' },
  },
);

const narrative = object(['kind', 'measure', 'text'], {
  kind: { enum: ['SUMMARY', 'STORY_BEHIND_THE_CURVE', 'PARTNERS', 'WHAT_WORKS', 'NEXT_STEPS'] },
  measure: { type: ['string', 'null'], description: 'The code of the measure that it is about; null: all of them.' },
  text,
});

const basis = {
  ...object(['engine', 'watermark', 'policies', 'resolutions', 'circumstances'], {
    engine: { ...text, description: 'Another one may make another content of the same values.' },
    watermark: {
      ...object(['number', 'snapshot', 'server', 'at'], { number: text, snapshot: text, server: text, at: instant }),
      description: 'Which writes of values, corrections and approvals were seen.',
    },
    policies: object(['figuresFrom', 'timeZone', 'yearStartMonth', 'smallNumberThreshold'], {
      figuresFrom: { enum: ['APPROVED', 'SUBMITTED'] },
      timeZone: text,
      yearStartMonth: { type: 'integer', minimum: 1, maximum: 12 },
      smallNumberThreshold: { type: 'integer', minimum: 3 },
    }),
    resolutions: {
      type: 'array',
      items: object(['measure', 'frequency', 'firstPeriodStart', 'lastPeriodStart', 'method', 'signedBy', 'signedOn'], {
        ...{ measure: text, frequency: text, firstPeriodStart: date, lastPeriodStart: date },
        method: { enum: ['SUM', 'MAX', 'RATE', 'EXACT'] },
        ...{ rate: decimal, exact: decimal, signedBy: text, signedOn: date, source: text },
      }),
      description: 'What was signed about people whom several partners counted.',
    },
    circumstances: { type: 'object', additionalProperties: text },
  }),
  description: 'What the report stood on when it was compiled.',
};

const beside = besideSchema({ object, text, count, decimal, period });

export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A compiled report of Keelson',
  ...object(['report', 'figures'], {
    report: object(
      [
        ...['id', 'title', 'coalition', 'requestedBy', 'periods', 'organizationsExpected', 'figures', 'frequency'],
        ...['firstPeriod', 'lastPeriod', 'breakdowns', 'requestedAt', 'compiledAt', 'dimensions', 'measures'],
      ],
      {
        id: { type: 'string', pattern: '^rep_[0-9a-z]{26}$' },
        title: text,
        coalition: object(['code', 'name', 'timeZone', 'figuresFrom'], {
          ...{ code: text, name: text, timeZone: text, figuresFrom: { enum: ['APPROVED', 'SUBMITTED'] } },
          identifier: { ...text, description: 'An org-id.guide identifier.' },
        }),
        requestedBy: text,
        periods: { type: 'array', items: period },
        organizationsExpected: count,
        figures: count,
        intervals: { const: true },
        frequency: { enum: ['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'] },
        firstPeriod: period,
        lastPeriod: period,
        breakdowns: { type: ['array', 'null'], items: texts },
        requestedAt: instant,
        compiledAt: instant,
        dimensions: {
          type: 'array',
          items: object(['code', 'name', 'categories'], {
            ...{ code: text, name: text, categories: { type: 'object', additionalProperties: text } },
          }),
        },
        measures: { type: 'array', items: measure },
        narrative: { type: 'array', items: narrative },
        basis,
        ...beside,
        sha256: {
          type: ['string', 'null'],
          pattern: '^[0-9a-f]{64}$',
          description:
            'SHA-256 of this file without this property, in the form of RFC 8785. Null: of an older version.',
        },
        agreements: agreementsSchema,
        partnerAgreements: {
          ...agreementsSchema,
          description:
            'By which own figures are seen where totals are shared by membership. Absent where there are none.',
        },
        language: {
          ...text,
          description: 'BCP 47: of the words around the data on page, PDF and workbook. Absent: English.',
        },
        logo: {
          ...object(['mediaType', 'width', 'height', 'sha256', 'alternative'], {
            mediaType: { enum: ['image/png', 'image/jpeg'] },
            ...{ width: count, height: count, sha256: text, alternative: text },
          }),
          description: 'The picture on page and PDF: its size in pixels, the SHA-256 of its bytes, what it shows.',
        },
      },
    ),
    figures: { type: 'array', items: figure },
  }),
} as const;
