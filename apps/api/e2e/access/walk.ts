import type { GraphQLSchema } from 'graphql';
import type { Ask } from '../scenario.js';
import { askDeeply, variablesOf, type Supply } from './compose-request.js';
import { idPathsOf, operationsOf, type Operation } from './schema-paths.js';
import type { Tenant } from './tenant.scenario.js';

/** An answer, in full, and how it was asked for. */
export interface Heard {
  asked: string;
  text: string;
}

/**
 * Everything that somebody is told who asks every query as deep as it goes, searches, and downloads every file: with
 * `own` codes, and with the ids of each of `supplies`.
 */
export async function hear(
  ask: Ask,
  schema: GraphQLSchema,
  own: Supply,
  ...supplies: { supply: Supply; tenant: Tenant }[]
): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const { supply, tenant } of supplies) {
    const { coalitionId, reports, mark } = tenant;
    const with_ = { ids: supply.ids, byName: own.byName };
    const tell = async (asked: string, operation: Operation, variables: Record<string, unknown>) =>
      heard.push({
        asked: `${asked} of ${mark.text}`,
        text: JSON.stringify(await askDeeply(ask, operation, variables)),
      });
    for (const query of operationsOf(schema).filter(({ kind }) => kind === 'Query')) {
      const variables = variablesOf(query, with_);
      await tell(query.name, query, variables);
    }
    // Everything with an id can be asked for by it, and by the object that holds it.
    const node = operationsOf(schema).find(({ name }) => name === 'Query.node')!;
    const history = operationsOf(schema).find(({ name }) => name === 'Query.history')!;
    for (const [type, id] of Object.entries(supply.ids)) {
      await tell(`node ${type}`, node, { id });
      await tell(`history ${type}`, history, { subjectId: id });
    }
    for (const subjectId of [...Object.values(tenant.agendas), ...Object.values(reports)].map(({ id }) => id)) {
      await tell('history of an agenda or report', history, { subjectId });
    }
    const span = { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-02' };
    const measureIds = Object.values(tenant.measures).map(({ id }) => id);
    for (const name of ['figures', 'figureChanges']) {
      const query = operationsOf(schema).find((one) => one.name === `Query.${name}`)!;
      const request = { coalitionId, measureIds, ...span };
      await tell(`${name} of all measures`, query, { request });
    }
    const files = Object.values(reports).flatMap(({ id }) =>
      ['csv', 'json', 'html'].map((format) => `/reports/${id}.${format}`),
    );
    for (const path of [
      ...files,
      ...[
        ...['audit-log.csv', 'audit-log.json', 'measurements.csv', 'measurements.dhis2.json', 'measurements.dhis2.csv'],
        `template.xlsx?organization=${mark.text}-a&period=2024-01`,
      ].map((file) => `/coalitions/${coalitionId}/${file}`),
    ]) {
      heard.push({ asked: `GET ${path}`, text: await (await ask.download(path)).text() });
    }
  }
  return heard;
}

/** What verbs answer, and refuse with, that are told ids of another coalition at every place where one is taken. */
export async function hearVerbs(ask: Ask, schema: GraphQLSchema, own: Supply, foreign: Supply): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const { operation, path } of idPathsOf(schema).filter((one) => one.operation.kind === 'Mutation')) {
    if (/revoke(Session|OtherSessions)/.test(operation.name)) continue;
    const variables = variablesOf(operation, { ids: foreign.ids, byName: own.byName }, path);
    const text = JSON.stringify(await askDeeply(ask, operation, variables));
    heard.push({ asked: `${operation.name} ${path.join('.')}`, text });
  }
  return heard;
}

/** Where a tenant's mark stands in what was heard: texts in any case, numbers alone or within longer texts. */
export function leaksOf({ mark }: Pick<Tenant, 'mark'>, heard: Heard[]): string[] {
  const number = `${String(mark.number).slice(0, 5)}\\d{3}`;
  const marked = new RegExp(`${mark.text}|(?<!\\w)${number}(?!\\w)`, 'i');
  return heard.flatMap(({ asked, text }) => {
    const found = marked.exec(text);
    return found ? [`${asked}: ${text.slice(Math.max(0, found.index - 80), found.index + 80)}`] : [];
  });
}

/** Lists whose count is not that of what they show, or less than a full page shows. */
export function wrongCountsOf(heard: Heard[]): string[] {
  return heard.flatMap(({ asked, text }) => {
    if (!text.startsWith('{"data":{')) return [];
    const roots = Object.values((JSON.parse(text) as { data: Record<string, unknown> | null }).data ?? {});
    return roots.flatMap((root) => {
      const list = root as { nodes?: unknown[]; totalCount?: number; pageInfo: { hasNextPage: boolean } } | null;
      if (!list?.nodes || list.totalCount === undefined) return [];
      const right = list.pageInfo.hasNextPage
        ? list.totalCount > list.nodes.length
        : list.totalCount === list.nodes.length;
      return right ? [] : [`${asked}: ${list.totalCount} for ${list.nodes.length}`];
    });
  });
}
