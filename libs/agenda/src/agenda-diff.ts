import { listFields, statusQuoFields, textFields } from './agenda-content.js';
import type { Agenda } from './agenda.entity.js';
import type { Goal } from './goal.entity.js';
import type { Strategy } from './strategy.entity.js';

/** A field on both sides; a text is a list of one, an empty list means that nothing is said. */
export interface FieldChange {
  field: string;
  before: string[];
  after: string[];
}

export const changeKinds = ['ADDED', 'REMOVED', 'CHANGED'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What happened to the goal or strategy with this code; `fields` is empty when it was added or removed as a whole. */
export interface PartChange<T> {
  code: string;
  change: ChangeKind;
  before: T | null;
  after: T | null;
  fields: FieldChange[];
}

export interface AgendaDiff {
  from: Agenda;
  to: Agenda;
  fields: FieldChange[];
  goals: PartChange<Goal>[];
  strategies: PartChange<Strategy>[];
}

/** Compares two versions field by field. Goals and strategies (both versions', by position) are matched by code. A group is told by name. */
export function compareAgendas(
  from: Agenda,
  to: Agenda,
  parts: { goals: Goal[]; strategies: Strategy[]; groupNames?: ReadonlyMap<string, string> },
): AgendaDiff {
  const { goals, strategies, groupNames = new Map<string, string>() } = parts;
  const of = <T extends { agendaId: string }>(parts: T[], { id }: Agenda) =>
    parts.filter((part) => part.agendaId === id);
  const codes = new Map(goals.map(({ id, code }) => [id, code]));
  const goalFields = ({ statement, population, horizon, task, taskDue }: Goal) => {
    return { statement, population, horizon, task, taskDue };
  };
  const strategyFields = (strategy: Strategy) => {
    const { title, description, goalId, groupId, barrier, doneDifferently, why, changeLevel } = strategy;
    const goalCode = codes.get(goalId) ?? null;
    const group = (groupId && groupNames.get(groupId)) ?? null;
    return { title, description, goalCode, group, barrier, doneDifferently, why, changeLevel };
  };
  const plain = (agenda: Agenda) => ({
    ...Object.fromEntries([...textFields, ...listFields].map((field) => [field, agenda[field]])),
    ...Object.fromEntries(
      statusQuoFields.map((part) => [`statusQuo.${part}`, agenda.statusQuo.map((one) => one[part])]),
    ),
  });
  return {
    from,
    to,
    fields: [
      ...compareFields(plain(from), plain(to)),
      ...compareOrder('goals', of(goals, from), of(goals, to)),
      ...compareOrder('strategies', of(strategies, from), of(strategies, to)),
    ],
    goals: compareParts(of(goals, from), of(goals, to), goalFields),
    strategies: compareParts(of(strategies, from), of(strategies, to), strategyFields),
  };
}

type Value = string | string[] | null;

function compareFields(before: Record<string, Value>, after: Record<string, Value>): FieldChange[] {
  return Object.keys(after).flatMap((field) => {
    const change = { field, before: asList(before[field]), after: asList(after[field]) };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function asList(value: Value | undefined): string[] {
  return value == null ? [] : typeof value === 'string' ? [value] : value;
}

/** The order counts as changed when the parts that both versions hold stand in another order. */
function compareOrder(field: string, before: { code: string }[], after: { code: string }[]): FieldChange[] {
  const kept = (list: { code: string }[], others: { code: string }[]) =>
    list.map(({ code }) => code).filter((code) => others.some((other) => other.code === code));
  return compareFields({ [`${field}.order`]: kept(before, after) }, { [`${field}.order`]: kept(after, before) });
}

function compareParts<T extends { code: string }>(
  before: T[],
  after: T[],
  fieldsOf: (part: T) => Record<string, Value>,
): PartChange<T>[] {
  const find = (parts: T[], code: string) => parts.find((part) => part.code === code) ?? null;
  const codes = new Set([...after, ...before].map(({ code }) => code));
  return [...codes].flatMap((code): PartChange<T>[] => {
    const old = find(before, code);
    const now = find(after, code);
    if (!old || !now) return [{ code, change: old ? 'REMOVED' : 'ADDED', before: old, after: now, fields: [] }];
    const fields = compareFields(fieldsOf(old), fieldsOf(now));
    return fields.length > 0 ? [{ code, change: 'CHANGED', before: old, after: now, fields }] : [];
  });
}
