import { Inject } from '@nestjs/common';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { In, type EntityManager } from 'typeorm';
import { auditLog, Database, pageOf, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import { IdArg } from '../graphql/id.js';
import { registerNode } from '../graphql/node.js';
import { AuditEventConnection } from './audit-event.type.js';
import { AuditFilterInput } from './audit-log.inputs.js';
import { decodeAnyId } from './decode-any-id.js';
import { visibleEvents } from './visible-events.js';

@Resolver()
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

  @Query(() => AuditEventConnection, {
    nullable: true,
    description:
      'Every change of one object, the latest first: of anything for backbone staff; of what all partners see for partners; of measures, and of reports that are published to them, for funders and observers.',
  })
  history(
    @CurrentActor() actor: Actor,
    @Args('subjectId', { type: () => ID, description: 'The id of any object.' }) subjectId: string,
    @Args() page: PageArgs,
  ) {
    const id = decodeAnyId(subjectId, 'subjectId');
    const query = (manager: EntityManager) => visibleEvents(manager, actor).andWhere({ subjectId: id });
    return pageOf(this.database, actor, query, page, { name: 'history', by: ['id'], descending: true });
  }

  @Query(() => AuditEventConnection, {
    nullable: true,
    name: 'auditLog',
    description:
      "All that was done in a coalition, with what was refused, downloaded and exported, the latest first: for backbone staff. Without a coalition, the installation's own events (accounts, sign-ins, refusals that concern no coalition): for its administrators.",
  })
  readAuditLog(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition', { nullable: true }) coalitionId: string | null,
    @Args('filter', { nullable: true }) filter: AuditFilterInput,
    @Args() page: PageArgs,
  ) {
    const subjectId = filter?.subjectId && decodeAnyId(filter.subjectId, ['filter', 'subjectId']);
    return auditLog(this.database, actor, coalitionId ?? null, { ...filter, subjectId }, page);
  }
}
