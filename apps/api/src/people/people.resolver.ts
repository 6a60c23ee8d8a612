import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CoalitionsService } from '@keelson/coalitions';
import { IdentityService } from '@keelson/identity';
import { InvalidInput, type Actor } from '@keelson/platform';
import { Attempts } from '../auth/attempts.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { TooManyAttemptsFilter } from '../auth/too-many-attempts.filter.js';
import type { RequestContext } from '../graphql/context.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { ChangePasswordInput, UpdateViewerInput } from './people.inputs.js';
import { PersonType } from './person.type.js';

const PersonPayload = payloadOf('PersonPayload', 'person', PersonType);

@UseFilters(TooManyAttemptsFilter)
@Resolver(() => PersonType)
export class PeopleResolver {
  constructor(
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(CoalitionsService) coalitions: CoalitionsService,
  ) {
    registerNode('Person', (actor, ids) => coalitions.loadPeople(actor, ids));
  }

  @Query(() => PersonType, { nullable: true, description: 'You, or whom your key speaks for.' })
  viewer(@CurrentActor() actor: Actor, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', actor.personId);
  }

  @Mutation(() => PersonPayload, {
    description: 'Your own settings. Changes what is given; the rest stays. Not for keys.',
  })
  async updateViewer(@CurrentActor() actor: Actor, @Args('input') input: UpdateViewerInput) {
    return { person: await this.identity.changeSettings(actor, input) };
  }

  @Mutation(() => PersonPayload, { description: 'Also ends your other sessions. The codes of a second factor stay.' })
  async changePassword(
    @CurrentActor() actor: Actor,
    @Args('input') { currentPassword, newPassword }: ChangePasswordInput,
    @Context() { request }: RequestContext,
  ) {
    const attempt = { account: `password ${actor.personId}`, address: request.ip };
    const change = () => this.identity.changePassword(actor, currentPassword, newPassword);
    return { person: await this.attempts.limit(attempt, change, isWrongPassword) };
  }
}

/** A new password that is not good enough is no guess at the old one. */
function isWrongPassword(error: unknown): boolean {
  return error instanceof InvalidInput && error.problems.some(({ field }) => field[0] === 'currentPassword');
}
