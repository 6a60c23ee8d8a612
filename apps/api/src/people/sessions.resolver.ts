import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MemberSessionsService } from '@keelson/coalitions';
import { SessionsService, type Session } from '@keelson/identity';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { PersonType } from './person.type.js';
import { RevokeOtherSessionsPayload, SessionConnection, SessionType } from './session.type.js';

const SessionPayload = payloadOf('SessionPayload', 'session', SessionType);

@Resolver(() => SessionType)
export class SessionsResolver {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(MemberSessionsService) private readonly ofMembers: MemberSessionsService,
  ) {
    registerNode('Session', (actor, ids) => ofMembers.loadSessions(actor, ids));
  }

  @Query(() => SessionConnection, {
    name: 'sessions',
    nullable: true,
    description:
      'Live sessions, the latest first: your own; with a coalition those of all who hold a role in it, for its backbone staff.',
  })
  listSessions(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition', { nullable: true }) coalitionId: string | null | undefined,
    @Args() page: PageArgs,
  ) {
    return coalitionId
      ? this.ofMembers.listSessions(actor, coalitionId, page)
      : this.sessions.listSessions(actor, page);
  }

  @Mutation(() => SessionPayload, {
    description:
      'Ends a session, at once: your own, or that of somebody who holds a role where you are backbone staff.',
  })
  async revokeSession(@CurrentActor() actor: Actor, @IdArg('id', 'Session') id: string) {
    return { session: await this.ofMembers.revokeSession(actor, id) };
  }

  @Mutation(() => RevokeOtherSessionsPayload, { description: 'Ends all of your sessions but this one.' })
  async revokeOtherSessions(@CurrentActor() actor: Actor) {
    return { revoked: await this.sessions.revokeOtherSessions(actor) };
  }

  @ResolveField(() => PersonType, { nullable: true })
  person(@Parent() session: Session, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', session.personId);
  }

  @ResolveField(() => Boolean, { description: 'Whether it is the one that asks.' })
  current(@Parent() session: Session, @Context() { request }: RequestContext) {
    return session.id === request.actor?.sessionId;
  }
}
