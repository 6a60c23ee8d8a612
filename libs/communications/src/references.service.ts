import { Inject, Injectable } from '@nestjs/common';
import { ActivitiesService } from '@keelson/activities';
import { AgendaService } from '@keelson/agenda';
import { BodiesService, GroupsService } from '@keelson/backbone';
import { OrganizationsService } from '@keelson/organizations';
import { NotFound, type Actor } from '@keelson/platform';
import type { ConversationDetails } from './conversation-input.js';

interface Named {
  id: string;
  field: string[];
}

/** Ids in an input must belong to its coalition; a foreign one is as absent as one that nobody has. */
@Injectable()
export class ReferencesService {
  constructor(
    @Inject(OrganizationsService) private readonly organizations: OrganizationsService,
    @Inject(ActivitiesService) private readonly activities: ActivitiesService,
    @Inject(AgendaService) private readonly agendas: AgendaService,
    @Inject(GroupsService) private readonly groups: GroupsService,
    @Inject(BodiesService) private readonly bodies: BodiesService,
  ) {}

  async requireDetails(actor: Actor, coalitionId: string, details: ConversationDetails): Promise<void> {
    const { hostOrganizationIds, participants, voices, agendaId, bodyId } = details;
    await this.requireOrganizations(actor, coalitionId, [
      ...(hostOrganizationIds ?? []).map((id, i) => ({ id, field: ['hostOrganizationIds', String(i)] })),
      ...(participants ?? []).map(({ organizationId: id }, i) => ({
        id,
        field: ['participants', String(i), 'organizationId'],
      })),
    ]);
    for (const field of ['activityIds', 'changedActivityIds'] as const) {
      await this.requireActivities(actor, coalitionId, details[field] ?? [], field);
    }
    const groups = (voices ?? []).map(({ groupId: id }, i) => ({ id, field: ['voices', String(i), 'groupId'] }));
    await requireAll('stakeholder group', coalitionId, groups, (ids) => this.groups.loadGroups(actor, ids));
    const bodies = bodyId ? [{ id: bodyId, field: ['bodyId'] }] : [];
    await requireAll('body', coalitionId, bodies, (ids) => this.bodies.loadBodies(actor, ids));
    const agendas = agendaId ? [{ id: agendaId, field: ['agendaId'] }] : [];
    await requireAll('agenda', coalitionId, agendas, (ids) => this.agendas.loadAgendas(actor, ids));
  }

  requireActivities(actor: Actor, coalitionId: string, ids: readonly string[], field: string): Promise<void> {
    const named = ids.map((id, i) => ({ id, field: [field, String(i)] }));
    return requireAll('activity', coalitionId, named, (unique) => this.activities.loadActivities(actor, unique));
  }

  requireOrganizations(actor: Actor, coalitionId: string, named: Named[]): Promise<void> {
    return requireAll('organization', coalitionId, named, (ids) => this.organizations.loadOrganizations(actor, ids));
  }
}

async function requireAll(
  what: string,
  coalitionId: string,
  named: Named[],
  load: (ids: string[]) => Promise<{ id: string; coalitionId: string }[]>,
): Promise<void> {
  if (named.length === 0) return;
  const found = await load([...new Set(named.map(({ id }) => id))]);
  const known = new Set(found.filter((one) => one.coalitionId === coalitionId).map(({ id }) => id));
  const unknown = named.find(({ id }) => !known.has(id));
  if (unknown) throw new NotFound(what, unknown.field);
}
