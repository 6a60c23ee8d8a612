import { parsePeriod, type Frequency } from '@keelson/measures';
import {
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isListType,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { getComplexity, type ComplexityEstimator, type ComplexityEstimatorArgs } from 'graphql-query-complexity';

/** The size of a page that names none (connection.ts). */
const usualPage = 20;
/** A list without pages, such as a measure's targets: most have fewer items. */
const usualList = 3;
/** One statement over the whole list, whatever the page. */
const countCost = 10;
const mutationCost = 10;
/** Figures come out of one set-based statement: ten of them cost what one object does. */
const figuresOfPoint = 10;
/** Without a choice of breakdowns all cells come back; how many there are only the data knows. */
const partsOfAllCells = 4;
/** The definition, the changes and the years of a story are three statements beside its figures. */
const storyReads = 10;
/** Five statements over all activities and links, and 0.1 s to find the places of 250. */
const mapCost = 50;
/** Some 45 statements, up to five of them over the reporting of a whole coalition. */
const scorecardReads = 50;
/** The desk asks every rule, a statement each, however small its page. */
const deskReads = 20;
/** A bulk write pays for its size: a point for so many items of its largest list. */
const itemsOfPoint = 100;
/** The longest list that may cost by its items; longer ones only come in bulk writes, which pay for their length. */
const itemsRead = 250;
/** The whole schema is some 4,000 small objects out of memory, without the database. */
const introspectionCost = 100;
const daysOf: Record<Frequency, number> = { WEEK: 7, MONTH: 30.4, QUARTER: 91.3, HALF_YEAR: 182.6, YEAR: 365.2 };

interface Operation {
  schema: GraphQLSchema;
  query: DocumentNode;
  variables: Record<string, unknown>;
  operationName?: string;
}

/**
 * The points of an operation, before it runs: scalars cost nothing, an object 1, a connection its page size times what
 * one item costs, a mutation 10 more. Throws a GraphQLError for variables that do not fit, as far as they are read:
 * 250 items of a list.
 */
export function estimateCost(operation: Operation): number {
  const fragments = new Map(
    operation.query.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const context = { fragments, longest: largestList(operation.variables) };
  const variables = shortenLists(operation.variables);
  const asked = getOperationAST(operation.query, operation.operationName)?.variableDefinitions ?? [];
  // The library would throw the last fault, which says little where there are many.
  const { errors } = getVariableValues(operation.schema, asked, variables, { maxErrors: 1 });
  if (errors?.[0]) throw errors[0];
  return Math.ceil(getComplexity({ ...operation, variables, context, estimators: [estimateField] }));
}

/** To read all 5,000 values of a bulk write into their types costs 30 ms, and the execution does it anyway. */
function shortenLists<Value>(value: Value): Value {
  if (!value || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.slice(0, itemsRead).map(shortenLists) as Value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortenLists(one)])) as Value;
}

type Field = ComplexityEstimatorArgs;

const estimateField: ComplexityEstimator = (field) => {
  const { type, childComplexity } = field;
  const named = getNamedType(field.field.type);
  if (field.field.name === '__schema' || field.field.name === '__type') return introspectionCost;
  if (type.name.startsWith('__') || !isCompositeType(named) || named.name === 'UserError') return 0;
  if (type.name === 'Mutation') return mutationCost + Math.floor(itemsOf(field) / itemsOfPoint) + childComplexity;
  if (type.name === 'Query' && (named.name === 'Figure' || named.name === 'FigureChange')) return figuresCost(field);
  if (type.name === 'Query' && named.name === 'PeerBand') return bandsCost(field);
  if (type.name === 'Query' && named.name === 'PartnerFigure') return partnersCost(field);
  if (type.name === 'Query' && named.name === 'MeasureStory') return storyCost(field);
  if (type.name === 'Query' && named.name === 'Scorecard') return 1 + scorecardReads + childComplexity;
  if (type.name === 'Query' && named.name === 'ReinforcementMap') return 1 + mapCost + field.childComplexity;
  // A page pays once, at the connection; its edges and page information are only its shape.
  if (named.name === 'PageInfo') return 0;
  if (named.name.endsWith('Edge')) return childComplexity;
  if (type.name.endsWith('Connection')) return 1 + childComplexity;
  if (named.name.endsWith('Connection'))
    return (
      (named.name === 'AttentionItemConnection' ? deskReads : 0) +
      1 +
      pageOf(field.args) * childComplexity +
      (countsAll(field) ? countCost : 0)
    );
  return isListType(getNullableType(field.field.type)) ? listOf(field) * (1 + childComplexity) : 1 + childComplexity;
};

/** Outside 1 to 100 the resolver refuses; until then a large number costs what it says. */
function pageOf({ first, last }: Field['args']): number {
  const asked = Math.max(Number(first ?? 0), Number(last ?? 0));
  return asked > 0 ? asked : usualPage;
}

function listOf({ args, field }: Field): number {
  if (Array.isArray(args['ids'])) return args['ids'].length;
  return field.args.some(({ name }) => name === 'first') ? pageOf(args) : usualList;
}

/** A story reads the figures of its span, all cells, and their changes; the rest are short lists. */
function storyCost({ args, childComplexity }: Field): number {
  const { firstPeriod, lastPeriod } = args as { firstPeriod: string; lastPeriod: string };
  const frequency = parsePeriod(firstPeriod)?.frequency ?? 'WEEK';
  const periods = periodsOf(firstPeriod, lastPeriod, frequency);
  return 1 + storyReads + (periods * (partsOfAllCells + 1)) / figuresOfPoint + childComplexity;
}

/** Bands read every partner's numbers of the span, as figures do. */
function bandsCost({ args, childComplexity }: Field): number {
  const { frequency, firstPeriod, lastPeriod } = args['request'] as Record<'firstPeriod' | 'lastPeriod', string> & {
    frequency: Frequency;
  };
  const periods = periodsOf(firstPeriod, lastPeriod, frequency);
  return 1 + (periods * partsOfAllCells) / figuresOfPoint + childComplexity;
}

/** The same read, and as many partners as a list usually has. */
function partnersCost(field: Field): number {
  return bandsCost(field) + (usualList - 1) * field.childComplexity;
}

function figuresCost({ args, childComplexity }: Field): number {
  const { measureIds, frequency, firstPeriod, lastPeriod, breakdowns } = args['request'] as {
    measureIds: string[];
    frequency: Frequency;
    firstPeriod: string;
    lastPeriod: string;
    breakdowns?: string[][] | null;
  };
  const periods = periodsOf(firstPeriod, lastPeriod, frequency);
  const parts = breakdowns ? breakdowns.length + 1 : partsOfAllCells;
  return 1 + (measureIds.length * periods * parts) / figuresOfPoint + measureIds.length * childComplexity;
}

function periodsOf(firstPeriod: string, lastPeriod: string, frequency: Frequency): number {
  const [first, last] = [parsePeriod(firstPeriod), parsePeriod(lastPeriod)];
  const days = first && last ? (Date.parse(last.start) - Date.parse(first.start)) / 86_400_000 : 0;
  return Math.max(0, Math.round(days / daysOf[frequency])) + 1;
}

function itemsOf({ args, context }: Field): number {
  const items = largestList(args);
  return items < itemsRead ? items : Math.max(items, Number(context?.['longest']));
}

function largestList(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (!value || typeof value !== 'object') return 0;
  return Math.max(0, ...Object.values(value).map(largestList));
}

/** Whether a connection is asked for its `totalCount`, directly or in fragments. */
function countsAll({ node, context }: Field): boolean {
  const fragments = context?.['fragments'] as Map<string, FragmentDefinitionNode>;
  const asked = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === 'totalCount';
      if (selection.kind === Kind.INLINE_FRAGMENT) return asked(selection.selectionSet);
      return asked(fragments.get(selection.name.value)?.selectionSet);
    });
  return asked(node.selectionSet);
}
