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

/** A version that the actor leads, locked and in the state that the verb starts from. */
export async function takeAgenda(
  manager: EntityManager,
  actor: Actor,
  id: string,
  state: AgendaState,
): Promise<Agenda> {
  const agenda = await lockAgenda(manager, actor, id);
  if (!canLeadAgenda(actor, agenda.coalitionId)) throw new Forbidden();
  requireState(agenda, state);
  return agenda;
}

function visibleTo(actor: Actor, agenda: Agenda | null, field: string[]): Agenda {
  if (!agenda || !canSeeAgenda(actor, agenda)) throw new NotFound('agenda', field);
  return agenda;
}

function requireState(agenda: Agenda, state: AgendaState): void {
  if (agenda.state === state) return;
  const { version } = agenda;
  const rule = `agenda.${agenda.state.toLowerCase()}`;
  if (agenda.state === 'ADOPTED' || agenda.state === 'SUPERSEDED') {
    const message = `Version ${version} is ${agenda.state} and stays as it is; draft a new version.`;
    throw new InvalidState(rule, message, 'FROZEN', ['id']);
  }
  const next = agenda.state === 'DRAFT' ? 'propose it first' : 'return it to DRAFT first';
  throw new InvalidState(rule, `Version ${version} is ${agenda.state}; ${next}.`, 'INVALID_STATE', ['id']);
}
