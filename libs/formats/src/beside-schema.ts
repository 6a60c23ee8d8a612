type Schema = Record<string, unknown>;
interface Parts {
  object(required: string[], properties: Record<string, object>): Schema;
  text: Schema;
  count: Schema;
  decimal: Schema;
  period: Schema;
}

/** What stands beside the figures in a report's JSON; each is absent in reports of an older version. */
export function besideSchema({ object, text, count, decimal, period }: Parts): Record<string, object> {
  const list = (items: object, description: string) => ({ type: 'array', items, description });
  const position = {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'A figure by its place in `figures`, from 1. Null: none of this report.',
  };
  const orNull = (schema: Schema) => ({ ...schema, type: [schema['type'], 'null'].flat() });
  const interval = object(['low', 'high'], { low: decimal, high: decimal });
  const comparison = object(['kind', 'period', 'figure', 'before', 'now', 'difference', 'percent'], {
    kind: { enum: ['TARGET', 'BASELINE', 'PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR', 'SAME_PANEL'] },
    period: orNull(period),
    figure: position,
    ...{ before: decimal, now: decimal, difference: decimal },
    percent: { ...decimal, description: 'The difference in per cent of |before|. Null: before is zero, or unknown.' },
    broken: { const: true, description: 'A definition that does not compare begins between the two.' },
    organizations: { ...count, description: 'Of SAME_PANEL: partners that reported in both periods.' },
    forAudiences: { type: 'boolean', description: 'Of SAME_PANEL: false: its numbers are for backbone staff.' },
  });
  const headline = object(
    ['measure', 'period', 'figure', 'value', 'target', 'status', 'organizationsReported', 'comparisons'],
    {
      ...{ measure: text, period: orNull(period), figure: position, value: decimal, low: decimal, high: decimal },
      ...{ target: decimal, status: { type: ['string', 'null'] }, organizationsReported: count },
      ...{ organizationsExpected: count, cellsReported: count, cellsExpected: count },
      volume: {
        ...object(['reported', 'expected'], {
          reported: decimal,
          expected: decimal,
          forAudiences: { type: 'boolean' },
        }),
        description: 'Of the earlier volume of those who were expected, what those who reported hold.',
      },
      comparisons: list(comparison, 'What it is set beside.'),
      curve: {
        ...object(['year', 'standing'], { year: period, standing: { type: ['string', 'null'] } }),
        description: 'Against the newest forecast, in the last year that had ended (measurement.md, section 6).',
      },
    },
  );
  const group = object(['category', 'figure', 'value', 'rateDifference', 'rateRatio'], {
    ...{ category: text, figure: position, value: decimal, rateDifference: decimal, rateRatio: decimal },
  });
  const gap = object(['measure', 'period', 'dimension', 'figure', 'best', 'indexOfDisparity', 'groups'], {
    ...{ measure: text, period, dimension: text, figure: position, best: { type: ['string', 'null'] } },
    ...{ indexOfDisparity: decimal, groups: { type: 'array', items: group }, isHidden: { const: true } },
  });
  const reason = object(['kind', 'text', 'count'], {
    ...{
      kind: { enum: ['CORRECTION', 'REPORTED', 'APPROVED', 'RETURNED'] },
      text: { type: ['string', 'null'] },
      count,
    },
  });
  const change = object(['measure', 'period', 'cell', 'previousFigure', 'figure', 'before', 'now', 'reasons'], {
    ...{ measure: text, period, cell: { type: 'object', additionalProperties: text }, previousFigure: position },
    ...{ figure: position, isHeadline: { const: true }, before: decimal, now: decimal, beforeInterval: interval },
    ...{ nowInterval: interval, difference: decimal, percent: decimal, reasons: { type: 'array', items: reason } },
  });
  const share = { ...count, maximum: 1_000 };
  const rate = object(['formula', 'numerator', 'denominator', 'value'], {
    ...{ formula: text, numerator: count, denominator: count, value: decimal },
  });
  return {
    headlines: list(headline, 'The latest figure of each measure that has a number.'),
    gaps: list(gap, 'How far the parts of the latest figures lie apart; hidden as a whole where one number is.'),
    quality: {
      ...object(['rates', 'warnings', 'nonValues'], {
        rates: { type: 'array', items: { type: 'object' } },
        warnings: { type: 'array', items: { type: 'object' } },
        nonValues: {
          type: 'array',
          items: object(['measure', 'kinds'], { measure: text, kinds: { type: ['object', 'null'] } }),
        },
      }),
      description: 'Three rates and timeliness, violations that nobody has explained, cells that were stepped over.',
    },
    partners: list(
      object(['measure', 'period', 'organization', 'name', 'value', 'numerator', 'denominator', 'derived', 'missing'], {
        ...{ measure: text, period, organization: { ...text, description: 'Its code.' }, name: text },
        ...{ value: decimal, numerator: decimal, denominator: decimal, derived: { type: 'boolean' } },
        missing: {
          enum: ['NO_DATA', 'SUPPRESSED', 'WITHHELD', null],
          description: 'Why there is no value: nothing was reported (never zero), or it is hidden from the reader.',
        },
      }),
      "Organizations' own totals, of the last period in which the measure has a number; of those that an agreement lets the reader see. Absent where there are none.",
    ),
    activities: list(
      object(['title', 'kind', 'status', 'organization', 'measures'], {
        ...{ title: text, kind: text, status: text, organization: text, measures: { type: 'array', items: text } },
      }),
      'What is done towards the measures. Each contributes; none of them is said to have moved a figure.',
    ),
    map: {
      ...object(['activities', 'links'], {
        activities: list(
          object(['title', 'organization', 'kind', 'status', 'x', 'y'], {
            ...{ title: text, organization: text, kind: text, status: text, x: share, y: share },
            isolated: { const: true, description: 'Active, and without a link to what is not stopped.' },
          }),
          'Where each is drawn: from 0 (left, top) to 1,000.',
        ),
        links: list(
          object(['from', 'to', 'kind'], {
            ...{ from: count, to: count },
            kind: { enum: ['FEEDS', 'ENABLES', 'REFERS', 'SHARES_RESOURCE', 'DEPENDS_ON', 'DUPLICATES'] },
          }),
          'Confirmed ones, by the places of their activities in `activities`, from 0, as in what follows.',
        ),
        ...{ isolationRate: rate, reinforcementDensity: rate },
        goalsWithoutActivity: list(object(['code', 'statement'], { code: text, statement: text }), 'Gaps.'),
        possibleOverlaps: list(
          object(['activities', 'goals', 'groups', 'place'], {
            ...{ activities: { type: 'array', items: count }, place: text },
            ...{ goals: { type: 'array', items: text }, groups: { type: 'array', items: text } },
          }),
          'Two of the same goal, group and place with no link.',
        ),
        notReferred: list(
          object(['activity', 'group', 'others'], {
            ...{ activity: count, group: text, others: { type: 'array', items: count } },
          }),
          'Programs whose people are referred to none of the others that serve the same group.',
        ),
      }),
      description:
        'How the activities of the coalition hung together; for readers outside it, active ones and their links.',
    },
    restatement: {
      ...object(['of', 'changes', 'circumstances'], {
        of: object(['id', 'title', 'compiledAt'], { id: text, title: text, compiledAt: text }),
        changes: { type: 'array', items: change },
        isCut: { const: true },
        circumstances: { type: 'array', items: text },
      }),
      description: 'What differs from the last edition that was published; absent where there was none.',
    },
  };
}
