import { Forbidden, InvalidState, NotFound, type Actor } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { Agenda, type AgendaState } from './agenda.entity.js';
import { canLeadAgenda, canSeeAgenda } from './agenda.policy.js';

/** The version, or the error that also comes for an id that nobody has. */
export async function findAgenda(manager: EntityManager, actor: Actor, id: string, field = ['id']): Promise<Agenda> {
  return visibleTo(actor, await manager.findOneBy(Agenda, { id }), field);
}

/** The version, locked until the unit of work ends: nobody else moves or edits it meanwhile. */
export async function lockAgenda(manager: EntityManager, actor: Actor, id: string, field = ['id']): Promise<Agenda> {
  const lock = { mode: 'for_no_key_update' } as const;
  return visibleTo(actor, await manager.findOne(Agenda, { where: { id }, lock }), field);
}

/** A version that the actor leads, locked and in a state that the verb starts from. */
export async function takeAgenda(
  manager: EntityManager,
  actor: Actor,
  id: string,
  ...states: AgendaState[]
): Promise<Agenda> {
  const agenda = await lockAgenda(manager, actor, id);
  if (!canLeadAgenda(actor, agenda.coalitionId)) throw new Forbidden();
  requireState(agenda, states);
  return agenda;
}

function visibleTo(actor: Actor, agenda: Agenda | null, field: string[]): Agenda {
  if (!agenda || !canSeeAgenda(actor, agenda)) throw new NotFound('agenda', field);
  return agenda;
}

function requireState(agenda: Agenda, states: readonly AgendaState[]): void {
  if (states.includes(agenda.state)) return;
  const { version } = agenda;
  const rule = `agenda.${agenda.state.toLowerCase()}`;
  if (agenda.state === 'ADOPTED' || agenda.state === 'SUPERSEDED') {
    const message = `Version ${version} is ${agenda.state} and stays as it is; draft a new version.`;
    throw new InvalidState(rule, message, 'FROZEN', ['id']);
  }
  const message = `Version ${version} is ${agenda.state}; ${firstStep[agenda.state]}.`;
  throw new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}

const firstStep = {
  DRAFT: 'open its consultation first',
  CONSULTING: 'propose it first',
  PROPOSED: 'return it to CONSULTING first',
};
