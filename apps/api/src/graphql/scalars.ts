import { GraphQLError, GraphQLScalarType, isScalarType, Kind, type GraphQLSchema, type ValueNode } from 'graphql';

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function text(node: ValueNode): string {
  return node.kind === Kind.STRING ? node.value : refuse('Write this value as a string.');
}

/** Characters that PostgreSQL cannot keep: U+0000 and halves of surrogate pairs. */
function requireStorable(value: string): string {
  return value.includes('\u0000') || !value.isWellFormed()
    ? refuse('The text holds a character that is not allowed.')
    : value;
}

function parseDecimal(value: unknown): string {
  if (typeof value === 'string') return requireStorable(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return refuse('Write a Decimal as a string, such as "12.50": JSON numbers are not exact.');
}

/** The value is checked where its meaning is known (a COUNT, an AMOUNT…), so that one bad cell names itself. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as a string, e.g. "1250", "-0.75". No exponent, no thousands separator, no float.',
  parseValue: parseDecimal,
  parseLiteral: (node) => (node.kind === Kind.INT ? node.value : text(node)),
  serialize: (value) => String(value),
});

function parseDate(value: unknown): string {
  const valid = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (!valid || new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) !== value) {
    return refuse('Write a Date as YYYY-MM-DD, a day that the calendar has.');
  }
  return value;
}

export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A day, as YYYY-MM-DD.',
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(text(node)),
  serialize: (value) => String(value),
});

function parseDateTime(value: unknown): Date {
  const valid =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  const instant = new Date(valid ? value : NaN);
  return Number.isNaN(instant.getTime())
    ? refuse('Write a DateTime in ISO 8601 with its offset, e.g. 2026-03-01T14:00:00Z.')
    : instant;
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant in ISO 8601; answers are in UTC.',
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(text(node)),
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

export const PeriodScalar = new GraphQLScalarType<string, string>({
  name: 'Period',
  description:
    'A period: week "2024-W05" (ISO), month "2024-01", quarter "2024-Q1", half-year "2024-H1", year "2024", ' +
    'or a year that starts in another month, "2016-Y04" (April 2016 to March 2017). ' +
    'On input the spellings of DHIS2 are read too: 202401, 2024Q1, 2024S1, 2024W5, 2016April.',
  parseValue: (value) => (typeof value === 'string' ? requireStorable(value) : refuse('Write a Period as a string.')),
  parseLiteral: text,
  serialize: (value) => String(value),
});

export const AttributesScalar = new GraphQLScalarType<Record<string, string>, Record<string, string>>({
  name: 'Attributes',
  description: 'An object of named strings, e.g. {"state": "AK"}; at most 50 names.',
  parseValue: (value) => {
    const entries = value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : null;
    if (!entries || entries.length > 50 || entries.some(([, v]) => typeof v !== 'string')) {
      return refuse('Write Attributes as an object whose values are strings, with at most 50 names.');
    }
    return Object.fromEntries(entries.map(([k, v]) => [requireStorable(k), requireStorable(v as string)]));
  },
  parseLiteral: () => refuse('Send Attributes in a variable.'),
});

/** GraphQL's own String and ID let every character through; ours take only what can be kept. */
export function requireStorableStrings(schema: GraphQLSchema): void {
  for (const name of ['String', 'ID']) {
    const scalar = schema.getType(name);
    if (!isScalarType(scalar)) continue;
    const { parseValue, parseLiteral } = scalar;
    scalar.parseValue = (value) => requireStorable(String(parseValue.call(scalar, value)));
    scalar.parseLiteral = (node, variables) => requireStorable(String(parseLiteral.call(scalar, node, variables)));
  }
}

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'A record whose shape depends on what it tells of; only in answers.',
  parseValue: () => refuse('JSON stands in answers only.'),
  parseLiteral: () => refuse('JSON stands in answers only.'),
});
