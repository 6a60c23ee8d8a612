import type { ReportedMeasure, ReportFigure } from '@keelson/reports';
import { backingText, cellText } from '../cell-text.js';
import type { ReportContent, ReportDocument } from '../report-document.js';
import { instant, iriOf, measureOf, nodeOf, refer, type Node } from './node.js';

/** What an indicator collects while its figures pass by; one per cell of a measure. */
interface Indicator {
  id: string;
  cell: Record<string, string>;
  reports: string[];
  targets: string[];
}

/**
 * Common Impact Data Standard 3.2.1, Basic Tier (Common Approach to Impact Measurement): an array of JSON-LD nodes. What has
 * no number makes no IndicatorReport, as its value is obligatory: missing, suppressed and withheld are absent, never zero.
 */
export async function* writeCids({ document, figures }: ReportContent): AsyncGenerator<string> {
  const { header } = document;
  const { code } = header.coalition;
  yield `[${JSON.stringify(organizationOf(document))}`;
  for (const node of outcomesOf(document)) yield line(node);
  const measures = new Map(header.measures.map((measure) => [measure.code, measure]));
  let current: ReportedMeasure | undefined;
  let indicators = new Map<string, Indicator>();
  const closed = function* () {
    if (current) for (const one of indicators.values()) yield line(indicatorOf(document, current, one));
    indicators = new Map();
  };
  const met = new Set<string>();
  for await (const portion of figures) {
    let text = '';
    for (const figure of portion) {
      if (figure.measureCode !== current?.code) {
        for (const node of closed()) text += node;
        current = measures.get(figure.measureCode);
        met.add(figure.measureCode);
      }
      if (!current) continue;
      const key = cellKey(figure.cell);
      const id = key ? iriOf(code, 'measure', current.code, key) : iriOf(code, 'measure', current.code);
      const indicator = indicators.get(key) ?? { id, cell: figure.cell, reports: [], targets: [] };
      indicators.set(key, indicator);
      for (const node of nodesOf(document, current, indicator, figure)) text += line(node);
    }
    yield text;
  }
  yield* closed();
  for (const measure of header.measures.filter((one) => !met.has(one.code))) {
    const id = iriOf(code, 'measure', measure.code);
    yield line(indicatorOf(document, measure, { id, cell: {}, reports: [], targets: [] }));
  }
  yield '\n]\n';
}

const line = (node: Node) => `,\n${JSON.stringify(node)}`;
const organizationId = ({ header }: ReportDocument) => iriOf(header.coalition.code);

function organizationOf(document: ReportDocument): Node {
  const { coalition, measures } = document.header;
  return nodeOf(organizationId(document), 'cids:Organization', {
    hasLegalName: coalition.name,
    ...(coalition.identifier ? { 'org:hasIdentifier': coalition.identifier } : {}),
    hasOutcome: goalsOf(document).map(({ code }) => refer(goalId(document, code))),
    hasIndicator: measures.map(({ code }) => refer(iriOf(coalition.code, 'measure', code))),
  });
}

function outcomesOf(document: ReportDocument): Node[] {
  const { coalition, measures } = document.header;
  return goalsOf(document).map(({ code, statement }) =>
    nodeOf(goalId(document, code), 'cids:Outcome', {
      hasName: statement,
      forOrganization: refer(organizationId(document)),
      hasIndicator: measures
        .filter(({ goals = [] }) => goals.some((goal) => goal.code === code))
        .map((measure) => refer(iriOf(coalition.code, 'measure', measure.code))),
    }),
  );
}

function indicatorOf(document: ReportDocument, measure: ReportedMeasure, { id, cell, ...found }: Indicator): Node {
  const part = cellText(document, cell);
  const baseline = part ? undefined : measure.baseline;
  return nodeOf(id, 'cids:Indicator', {
    hasName: part ? `${measure.name}, ${part}` : measure.name,
    unitDescription: measure.unit,
    ...(measure.description ? { hasDescription: measure.description } : {}),
    forOrganization: refer(organizationId(document)),
    forOutcome: (measure.goals ?? []).map(({ code }) => refer(goalId(document, code))),
    hasIndicatorReport: found.reports.map(refer),
    ...(found.targets.length > 0 ? { 'cids:hasTarget': found.targets.map(refer) } : {}),
    ...(baseline ? { hasBaseline: measureOf(`${id}:baseline`, baseline.value) } : {}),
    ...(part
      ? { 'cids:describesPopulation': { '@id': `${id}:population`, '@type': 'i72:Population' } }
      : { hasCode: (measure.references ?? []).map((reference, i) => codeOf(`${id}:code:${i + 1}`, reference)) }),
  });
}

function* nodesOf(
  document: ReportDocument,
  { name }: ReportedMeasure,
  indicator: Indicator,
  figure: ReportFigure,
): Generator<Node> {
  const { start, last } = document.periods.find(({ code }) => code === figure.period) ?? {
    start: figure.periodStart,
    last: figure.periodStart,
  };
  const times = { startedAtTime: instant(`${start}T00:00:00Z`), endedAtTime: instant(`${last}T23:59:59Z`) };
  const part = cellText(document, figure.cell);
  const title = `${name}${part ? `, ${part}` : ''}, ${figure.period}`;
  if (figure.value !== null) {
    const id = `${indicator.id}:report:${encodeURIComponent(figure.period)}`;
    indicator.reports.push(id);
    yield nodeOf(id, 'cids:IndicatorReport', {
      hasName: title,
      forOrganization: refer(organizationId(document)),
      forIndicator: refer(indicator.id),
      ...times,
      value: measureOf(id, figure.value),
      hasComment: backingText(figure),
    });
  }
  if (figure.target !== null) {
    const id = `${indicator.id}:target:${encodeURIComponent(figure.period)}`;
    indicator.targets.push(id);
    yield nodeOf(id, 'cids:Target', {
      hasName: `Target: ${title}`,
      ...times,
      value: measureOf(id, figure.target),
      'sch:dateCreated': instant(document.compiledAt.toISOString()),
    });
  }
}

function codeOf(id: string, { vocabulary, code, uri }: NonNullable<ReportedMeasure['references']>[number]) {
  return {
    ...{ '@id': id, '@type': 'cids:Code', hasName: `${vocabulary} ${code}` },
    ...{ 'sch:codeValue': code, 'org:hasIdentifier': code, definedBy: vocabulary },
    ...(uri ? { hasSpecification: uri } : {}),
  };
}

function goalsOf({ header }: ReportDocument) {
  return [...new Map(header.measures.flatMap(({ goals = [] }) => goals).map((goal) => [goal.code, goal])).values()];
}

function goalId({ header }: ReportDocument, code: string): string {
  return iriOf(header.coalition.code, 'goal', code);
}

function cellKey(cell: Record<string, string>): string {
  return Object.keys(cell)
    .sort()
    .map((dimension) => `${dimension}=${cell[dimension]}`)
    .join(',');
}
