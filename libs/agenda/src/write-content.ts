import { InvalidInput, newId } from '@keelson/platform';
import { In, QueryFailedError, type EntityManager } from 'typeorm';
import type { Agenda } from './agenda.entity.js';
import { contentOf, listFields, textFields, type AgendaContent } from './agenda-content.js';
import { Goal } from './goal.entity.js';
import { Strategy } from './strategy.entity.js';

export async function readContent(manager: EntityManager, agenda: Agenda): Promise<AgendaContent> {
  const goals = await manager.findBy(Goal, { agendaId: agenda.id });
  const strategies = await manager.findBy(Strategy, { agendaId: agenda.id });
  return contentOf(agenda, goals, strategies);
}

/** Makes a draft say this. A goal or strategy that keeps its code keeps its id. */
export async function writeContent(manager: EntityManager, agenda: Agenda, content: AgendaContent): Promise<void> {
  const { id: agendaId, coalitionId } = agenda;
  const fields = [...textFields, ...listFields, 'statusQuo'] as const;
  const said = Object.fromEntries(fields.map((field) => [field, content[field]]));
  await manager.save(Object.assign(agenda, said));
  const goals = await manager.findBy(Goal, { agendaId });
  const strategies = await manager.findBy(Strategy, { agendaId });
  const ids = new Map(goals.map(({ code, id }) => [code, id]));
  const goalRows = content.goals.map((goal, i) => {
    const id = ids.get(goal.code) ?? newId();
    ids.set(goal.code, id);
    return { ...goal, id, coalitionId, agendaId, position: i + 1 };
  });
  const strategyIds = new Map(strategies.map(({ code, id }) => [code, id]));
  const strategyRows = content.strategies.map(({ goalCode, ...strategy }, i) => {
    const id = strategyIds.get(strategy.code) ?? newId();
    return { ...strategy, id, coalitionId, agendaId, goalId: ids.get(goalCode), position: i + 1 };
  });
  if (goalRows.length > 0) await manager.upsert(Goal, goalRows, ['id']);
  if (strategyRows.length > 0) await manager.upsert(Strategy, strategyRows, ['id']);
  await removeOthers(manager, Strategy, 'strategies', strategies, strategyRows);
  await removeOthers(manager, Goal, 'goals', goals, goalRows);
}

async function removeOthers(
  manager: EntityManager,
  entity: typeof Goal | typeof Strategy,
  field: string,
  before: { id: string }[],
  after: { id: string }[],
): Promise<void> {
  const removed = before.filter(({ id }) => !after.some((row) => row.id === id)).map(({ id }) => id);
  if (removed.length === 0) return;
  try {
    await manager.delete(entity, { id: In(removed) });
  } catch (error) {
    if (!isStillReferred(error)) throw error;
    const message = 'Something that serves an entry you leave out still refers to it; take it off there first.';
    throw InvalidInput.at(field, 'NOT_ALLOWED', message);
  }
}

/** PostgreSQL's code for a foreign key that still points here. */
function isStillReferred(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23503';
}
