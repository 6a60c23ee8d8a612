import { Inject } from '@nestjs/common';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { In, type EntityManager } from 'typeorm';
import {
  AuditEvent,
  coalitionIdsOf,
  Database,
  decodeId,
  InvalidInput,
  isBackbone,
  pageOf,
  typeOfId,
  type Actor,
  type IdType,
} from '@keelson/platform';
import { Allow } from '../auth/allow.decorator.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { PersonType } from '../people/person.type.js';
import { AuditEventConnection, AuditEventType } from './audit-event.type.js';

/** What every member may read the history of; of everything else, backbone staff. */
const open: IdType[] = ['Coalition', 'Organization', 'Agenda', 'Measure', 'Activity', 'Decision'];

@Resolver(() => AuditEventType)
export class HistoryResolver {
  constructor(@Inject(Database) private readonly database: Database) {
    registerNode('AuditEvent', (actor, ids) =>
      database.read(actor, (manager) =>
        visibleEvents(manager, actor)
          .andWhere({ id: In([...ids]) })
          .getMany(),
      ),
    );
  }

  @Allow('READ')
  @Query(() => AuditEventConnection, { nullable: true, description: 'Every change of one object, the latest first.' })
  history(
    @CurrentActor() actor: Actor,
    @Args('subjectId', { type: () => ID, description: 'The id of any object.' }) subjectId: string,
    @Args() page: PageArgs,
  ) {
    const type = typeOfId(subjectId);
    if (!type) throw InvalidInput.malformed('subjectId', `"${subjectId}" is not an id of this API.`);
    const id = decodeId(type, subjectId, 'subjectId');
    const query = (manager: EntityManager) => visibleEvents(manager, actor).andWhere({ subjectId: id });
    return pageOf(this.database, actor, query, page, { name: 'history', by: ['id'], descending: true });
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who did it.' })
  person(@Parent() event: AuditEvent, @Context() context: RequestContext) {
    return event.personId && loadNode<PersonType>(context, 'Person', event.personId);
  }
}

function visibleEvents(manager: EntityManager, actor: Actor) {
  const backbone = coalitionIdsOf(actor).filter((id) => isBackbone(actor, id));
  return manager
    .createQueryBuilder(AuditEvent, 'event')
    .where('event.coalitionId = ANY(:mine)', { mine: coalitionIdsOf(actor) })
    .andWhere('(event.subjectType = ANY(:open) OR event.coalitionId = ANY(:backbone))', { open, backbone });
}
