import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { RoleGrantsService, type RoleGrant } from '@keelson/coalitions';
import type { Person } from '@keelson/identity';
import { isBackbone } from '@keelson/platform';
import { RoleGrantType } from '../coalitions/role-grant.type.js';
import type { RequestContext } from '../graphql/context.js';
import { loadRelated } from '../graphql/related.js';
import { PersonType } from './person.type.js';

@Resolver(() => PersonType)
export class PersonResolver {
  constructor(@Inject(RoleGrantsService) private readonly grants: RoleGrantsService) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'For the person, and for backbone staff of a coalition in which the person holds a role; else null.',
  })
  async email(@Parent() { id, email }: Person, @Context() context: RequestContext): Promise<string | null> {
    const actor = context.request.actor;
    if (!actor) return null;
    if (actor.personId === id) return email;
    const shared = await this.rolesOf(id, context);
    return shared.some(({ coalitionId }) => isBackbone(actor, coalitionId)) ? email : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: "BCP 47: what you are written to in. Null: the coalition's; and null of everybody but you.",
  })
  language(@Parent() { id, language }: Person, @Context() { request: { actor } }: RequestContext): string | null {
    return actor?.personId === id ? language : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: "IANA name. Null: the coalition's; and null of everybody but you.",
  })
  timeZone(@Parent() { id, timeZone }: Person, @Context() { request: { actor } }: RequestContext): string | null {
    return actor?.personId === id ? timeZone : null;
  }

  @ResolveField(() => [RoleGrantType], {
    description:
      'Of yourself all that your credential reaches; of others those in coalitions whose backbone staff you are.',
  })
  roles(@Parent() { id }: Person, @Context() context: RequestContext): Promise<RoleGrant[]> {
    return this.rolesOf(id, context);
  }

  private rolesOf(id: string, context: RequestContext): Promise<RoleGrant[]> {
    const load = this.grants.loadRolesOf.bind(this.grants);
    return loadRelated(context, 'Person.roles', id, load, (grant) => grant.personId);
  }
}
