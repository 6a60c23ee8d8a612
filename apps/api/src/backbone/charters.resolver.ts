import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  ChartersService,
  isAgreed,
  type CharterAcceptance,
  type RoleCharter,
  type RoleCharterVersion,
} from '@keelson/backbone';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import {
  AcceptCharterInput,
  CharterAcceptanceType,
  DraftCharterInput,
  ReviseCharterInput,
  RoleCharterConnection,
  RoleCharterType,
  RoleCharterVersionType,
} from './charter.type.js';

const CharterPayload = payloadOf('RoleCharterPayload', 'roleCharter', RoleCharterType);

@Resolver(() => RoleCharterType)
export class ChartersResolver {
  constructor(@Inject(ChartersService) private readonly charters: ChartersService) {
    registerNode('RoleCharter', (actor, ids) => charters.loadCharters(actor, ids));
  }

  @Query(() => RoleCharterConnection, { nullable: true, description: "A coalition's role charters, by role." })
  roleCharters(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.charters.listCharters(actor, coalitionId, page);
  }

  @Mutation(() => CharterPayload, { description: 'For backbone staff.' })
  async draftCharter(
    @CurrentActor() actor: Actor,
    @Args('input') { coalitionId, role, ...content }: DraftCharterInput,
  ) {
    return { roleCharter: await this.charters.draftCharter(actor, coalitionId, role, content) };
  }

  @Mutation(() => CharterPayload, { description: 'Writes the next version, to be accepted anew. For backbone staff.' })
  async reviseCharter(@CurrentActor() actor: Actor, @Args('input') { id, ...content }: ReviseCharterInput) {
    return { roleCharter: await this.charters.reviseCharter(actor, id, content) };
  }

  @Mutation(() => CharterPayload, {
    description:
      'Accepts the latest version for its lead or deputy. By whoever speaks for the organization; backbone staff accept ' +
      'for a member with the role BACKBONE.',
  })
  async acceptCharter(@CurrentActor() actor: Actor, @Args('input') input: AcceptCharterInput) {
    return { roleCharter: await this.charters.acceptCharter(actor, input) };
  }

  @ResolveField(() => [RoleCharterVersionType], { description: 'The latest first.' })
  versions(@Parent() charter: RoleCharter, @Context() context: RequestContext): Promise<RoleCharterVersionType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.charters.loadVersionsOf(actor, ids);
    return loadRelated(context, 'RoleCharter.versions', charter.id, load, (version) => version.charterId);
  }
}

@Resolver(() => RoleCharterVersionType)
export class CharterVersionsResolver {
  constructor(@Inject(ChartersService) private readonly charters: ChartersService) {}

  @ResolveField(() => [CharterAcceptanceType])
  acceptances(@Parent() version: RoleCharterVersion, @Context() context: RequestContext): Promise<CharterAcceptance[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.charters.loadAcceptancesOf(actor, ids);
    return loadRelated(context, 'RoleCharterVersion.acceptances', version.id, load, (one) => one.versionId);
  }

  @ResolveField(() => Boolean, { description: 'AGREED: its lead, and its deputy where it names one, accepted it.' })
  async agreed(@Parent() version: RoleCharterVersion, @Context() context: RequestContext): Promise<boolean> {
    return isAgreed(version, await this.acceptances(version, context));
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  lead(@Parent() version: RoleCharterVersion, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', version.leadOrganizationId);
  }

  @ResolveField(() => OrganizationType, { nullable: true })
  deputy(@Parent() { deputyOrganizationId }: RoleCharterVersion, @Context() context: RequestContext) {
    return deputyOrganizationId && loadNode<OrganizationType>(context, 'Organization', deputyOrganizationId);
  }
}

@Resolver(() => CharterAcceptanceType)
export class CharterAcceptanceResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() acceptance: CharterAcceptance, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', acceptance.organizationId);
  }
}
