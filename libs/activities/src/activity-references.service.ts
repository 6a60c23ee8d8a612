import { Inject, Injectable } from '@nestjs/common';
import { AgendaService } from '@keelson/agenda';
import { GroupsService } from '@keelson/backbone';
import { MeasuresService } from '@keelson/measures';
import { OrganizationsService } from '@keelson/organizations';
import { NotFound, type Actor, type Problem } from '@keelson/platform';
import type { NewEffect } from './activity-effects.js';
import type { Activity } from './activity.entity.js';

/** What an activity names in other rooms; all of it belongs to its coalition. */
export interface ActivityReferences {
  leadOrganizationId?: string | null;
  partnerOrganizationIds?: string[] | null;
  goalIds?: string[] | null;
  strategyIds?: string[] | null;
  measureIds?: string[] | null;
  /** The stakeholder groups that it serves. */
  groupIds?: string[] | null;
  /** For measures that the activity names; replaces what was expected before. */
  effects?: NewEffect[] | null;
}

type Load = (actor: Actor, ids: readonly string[]) => Promise<{ id: string; coalitionId: string }[]>;

@Injectable()
export class ActivityReferencesService {
  constructor(
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
    @Inject(AgendaService) private readonly agenda: AgendaService,
    @Inject(MeasuresService) private readonly measures: MeasuresService,
    @Inject(GroupsService) private readonly groups: GroupsService,
  ) {}

  /** Refuses, with the path, the first id that this coalition does not know, be it another coalition's or nobody's. */
  async requireKnown(actor: Actor, coalitionId: string, named: ActivityReferences): Promise<void> {
    const loadOrganizations: Load = (who, ids) => this.organizations.loadOrganizations(who, ids);
    const loadGoals: Load = (who, ids) => this.agenda.loadGoals(who, ids);
    const loadStrategies: Load = (who, ids) => this.agenda.loadStrategies(who, ids);
    const loadMeasures: Load = (who, ids) => this.measures.loadMeasures(who, ids);
    const loadGroups: Load = (who, ids) => this.groups.loadGroups(who, ids);
    const lead = named.leadOrganizationId ? [named.leadOrganizationId] : [];
    await requireAll(loadOrganizations, actor, coalitionId, 'organization', lead, () => ['leadOrganizationId']);
    const lists = [
      ['organization', 'partnerOrganizationIds', loadOrganizations],
      ['goal', 'goalIds', loadGoals],
      ['strategy', 'strategyIds', loadStrategies],
      ['measure', 'measureIds', loadMeasures],
      ['stakeholder group', 'groupIds', loadGroups],
    ] as const;
    for (const [what, field, load] of lists) {
      await requireAll(load, actor, coalitionId, what, named[field] ?? [], (i) => [field, String(i)]);
    }
    const moved = (named.effects ?? []).map(({ measureId }) => measureId);
    await requireAll(loadMeasures, actor, coalitionId, 'measure', moved, (i) => ['effects', String(i), 'measureId']);
  }

  /** What is wrong with what an activity is to serve from now on; what it has served stays as it is. */
  async problemsOfServed(
    actor: Actor,
    named: Pick<ActivityReferences, 'goalIds' | 'groupIds'>,
    served: Pick<Activity, 'goalIds' | 'groupIds'> = { goalIds: [], groupIds: [] },
  ): Promise<Problem[]> {
    return [
      ...(await this.problemsOfGoals(actor, named.goalIds ?? [], served.goalIds)),
      ...(await this.problemsOfGroups(actor, named.groupIds ?? [], served.groupIds)),
    ];
  }

  private async problemsOfGroups(
    actor: Actor,
    groupIds: readonly string[],
    served: readonly string[],
  ): Promise<Problem[]> {
    const groups = await this.groups.loadGroups(
      actor,
      groupIds.filter((id) => !served.includes(id)),
    );
    return groups
      .filter(({ retiredAt }) => retiredAt)
      .map(({ id, name }) => ({
        code: 'INVALID_STATE',
        field: ['groupIds', String(groupIds.indexOf(id))],
        message: `The group "${name}" was retired; name one that is still there.`,
      }));
  }

  private async problemsOfGoals(
    actor: Actor,
    goalIds: readonly string[],
    served: readonly string[],
  ): Promise<Problem[]> {
    const goals = await this.agenda.loadGoals(
      actor,
      goalIds.filter((id) => !served.includes(id)),
    );
    const agendas = await this.agenda.loadAgendas(actor, [...new Set(goals.map(({ agendaId }) => agendaId))]);
    const superseded = new Set(agendas.filter(({ state }) => state === 'SUPERSEDED').map(({ id }) => id));
    return goals
      .filter(({ agendaId }) => superseded.has(agendaId))
      .map(({ id, code }) => ({
        code: 'INVALID_STATE',
        field: ['goalIds', String(goalIds.indexOf(id))],
        message: `Goal "${code}" stands in a superseded agenda; name the goal of the agenda that is in force.`,
      }));
  }
}

async function requireAll(
  load: Load,
  actor: Actor,
  coalitionId: string,
  what: string,
  ids: readonly string[],
  fieldOf: (index: number) => string[],
): Promise<void> {
  if (ids.length === 0) return;
  const found = await load(actor, ids);
  const known = new Set(found.filter((one) => one.coalitionId === coalitionId).map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw new NotFound(what, fieldOf(unknown));
}
