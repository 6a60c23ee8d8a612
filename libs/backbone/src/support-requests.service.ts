import { Inject, Injectable } from '@nestjs/common';
import { Organization } from '@keelson/organizations';
import {
  Database,
  findMine,
  Forbidden,
  holds,
  InvalidInput,
  InvalidState,
  isBackbone,
  isIn,
  newId,
  NotFound,
  pageOf,
  partnerOrganizationIds,
  record,
  speaksFor,
  type Actor,
  type Page,
  type PageArguments,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { SupportRequest } from './support-request.entity.js';

export interface SupportRequestFilter {
  organizationIds?: string[] | null;
  /** Without a first response. */
  unanswered?: boolean | null;
  resolved?: boolean | null;
}

/** Asked by partners, answered by the backbone; each partner sees its own. */
@Injectable()
export class SupportRequestsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  askForSupport(
    actor: Actor,
    input: { organizationId: string; subject: string; text?: string | null },
  ): Promise<SupportRequest> {
    return this.database.work(actor, async (manager) => {
      const { organizationId } = input;
      const organization = await manager.findOneBy(Organization, { id: organizationId });
      if (!organization || !isIn(actor, organization.coalitionId))
        throw new NotFound('organization', ['organizationId']);
      const { coalitionId } = organization;
      if (!speaksFor(actor, coalitionId, organizationId)) {
        throw new Forbidden('Only a person who speaks for the organization as its partner asks for it.');
      }
      if (!input.subject.trim()) throw InvalidInput.at('subject', 'REQUIRED', 'Say what you need help with.');
      const request = manager.create(SupportRequest, {
        ...{
          id: newId(),
          coalitionId,
          organizationId,
          subject: input.subject.trim(),
          text: input.text?.trim() || null,
        },
        ...{ askedById: actor.personId, askedAt: new Date(), response: null, respondedById: null, respondedAt: null },
        ...{ resolution: null, resolvedAt: null, helpful: null },
      });
      await manager.insert(SupportRequest, request);
      await recordRequest(manager, actor, request, 'askForSupport', { organizationId, subject: request.subject });
      return request;
    });
  }

  /** The first response; later ones are talk, and not kept here. */
  async respondToSupport(actor: Actor, id: string, response: string): Promise<SupportRequest> {
    if (!response.trim()) throw InvalidInput.at('response', 'REQUIRED', 'Write what you answered.');
    return this.change(actor, id, 'respondToSupport', (request) => {
      requireBackbone(actor, request);
      if (request.respondedAt) throw passed('support.responded', 'It has its first response.');
      const said = { response: response.trim(), respondedById: actor.personId, respondedAt: new Date() };
      Object.assign(request, said);
      return { response: said.response };
    });
  }

  async resolveSupport(actor: Actor, id: string, resolution: string): Promise<SupportRequest> {
    if (!resolution.trim()) throw InvalidInput.at('resolution', 'REQUIRED', 'Say how it was resolved.');
    return this.change(actor, id, 'resolveSupport', (request) => {
      requireBackbone(actor, request);
      if (!request.respondedAt) throw passed('support.unanswered', 'Respond first.');
      if (request.resolvedAt) throw passed('support.resolved', 'It is resolved.');
      Object.assign(request, { resolution: resolution.trim(), resolvedAt: new Date() });
      return { resolution: request.resolution };
    });
  }

  /** Whether it helped, by whoever asked; it can be said anew. */
  rateSupport(actor: Actor, id: string, helpful: boolean): Promise<SupportRequest> {
    return this.change(actor, id, 'rateSupport', (request) => {
      if (!speaksFor(actor, request.coalitionId, request.organizationId)) {
        throw new Forbidden('Whoever asked says whether it helped.');
      }
      if (!request.resolvedAt) throw passed('support.open', 'It is not resolved yet.');
      request.helpful = helpful;
      return { helpful };
    });
  }

  async loadSupportRequests(actor: Actor, ids: readonly string[]): Promise<SupportRequest[]> {
    return (await findMine(this.database, actor, SupportRequest, 'id', ids)).filter((one) => mayRead(actor, one));
  }

  listSupportRequests(
    actor: Actor,
    coalitionId: string,
    { filter, newestFirst }: { filter: SupportRequestFilter; newestFirst: boolean },
    page: PageArguments,
  ): Promise<Page<SupportRequest>> {
    if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
    if (!holds(actor, coalitionId, 'BACKBONE', 'PARTNER')) throw new Forbidden();
    const { organizationIds, unanswered, resolved } = filter;
    const query = (manager: EntityManager) => {
      const builder = manager.createQueryBuilder(SupportRequest, 'request').where({ coalitionId });
      if (!isBackbone(actor, coalitionId)) {
        builder.andWhere('request.organizationId = ANY (:mine)', { mine: partnerOrganizationIds(actor, coalitionId) });
      }
      if (organizationIds) builder.andWhere('request.organizationId = ANY (:organizationIds)', { organizationIds });
      if (unanswered != null) builder.andWhere(`request.respondedAt IS ${unanswered ? '' : 'NOT '}NULL`);
      if (resolved != null) builder.andWhere(`request.resolvedAt IS ${resolved ? 'NOT ' : ''}NULL`);
      return builder;
    };
    // By id: a UUIDv7 is in the order in which they were asked.
    const name = newestFirst ? 'supportRequestsNewestFirst' : 'supportRequests';
    return pageOf(this.database, actor, query, page, { name, by: ['id'], descending: newestFirst });
  }

  private change(
    actor: Actor,
    id: string,
    verb: string,
    change: (request: SupportRequest) => Record<string, unknown>,
  ): Promise<SupportRequest> {
    return this.database.work(actor, async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const request = await manager.findOne(SupportRequest, { where: { id }, lock });
      if (!request || !mayRead(actor, request)) throw new NotFound('support request');
      const after = change(request);
      await manager.save(request);
      await recordRequest(manager, actor, request, verb, after);
      return request;
    });
  }
}

function mayRead(actor: Actor, { coalitionId, organizationId }: SupportRequest): boolean {
  return isBackbone(actor, coalitionId) || speaksFor(actor, coalitionId, organizationId);
}

function requireBackbone(actor: Actor, { coalitionId }: SupportRequest): void {
  if (!isBackbone(actor, coalitionId)) throw new Forbidden();
}

function passed(rule: string, message: string): InvalidState {
  return new InvalidState(rule, message, 'INVALID_STATE', ['id']);
}

function recordRequest(
  manager: EntityManager,
  actor: Actor,
  { id, coalitionId }: SupportRequest,
  verb: string,
  after: Record<string, unknown>,
): Promise<void> {
  return record(manager, actor, { coalitionId, verb, subjectType: 'SupportRequest', subjectId: id, after });
}
