import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  InvitationsService,
  stateOf,
  type Invitation,
  type InvitationState,
  type Invited,
  type Tell,
} from '@keelson/coalitions';
import { MailsService } from '@keelson/notices';
import { Config, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, loadNodes, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { InvitationConnection, InvitationStateEnum, InvitationType } from './invitation.type.js';
import { InvitePersonInput } from './role-grants.inputs.js';

const InvitationPayload = payloadOf('InvitationPayload', 'invitation', InvitationType);

@ObjectType()
class InvitedPayload extends Payload {
  @Field(() => InvitationType, { nullable: true })
  invitation?: InvitationType;

  @Field(() => String, {
    nullable: true,
    description: 'The address to hand to the person. Shown this once; it works once.',
  })
  link?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a mail with the link is on its way to the address. False where the installation sends none.',
  })
  mailed?: boolean;
}

@Resolver(() => InvitationType)
export class InvitationsResolver {
  constructor(
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(Config) private readonly config: Config,
    @Inject(MailsService) private readonly mails: MailsService,
  ) {
    registerNode('Invitation', (actor, ids) => invitations.loadInvitations(actor, ids));
  }

  @Query(() => InvitationConnection, {
    name: 'invitations',
    nullable: true,
    description: 'Who was invited to a coalition, the latest first: for its backbone staff.',
  })
  listInvitations(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('state', { type: () => InvitationStateEnum, nullable: true }) state: InvitationState | null,
    @Args() page: PageArgs,
  ) {
    return this.invitations.listInvitations(actor, coalitionId, state, page);
  }

  @Mutation(() => InvitedPayload, {
    description:
      'Invites somebody to a coalition by a link, which is mailed to them where the installation sends mails, and which you can hand to them. The answer is the same whether they have an account or not.',
  })
  async invitePerson(
    @CurrentActor() actor: Actor,
    @Args('input') input: InvitePersonInput,
    @Context() context: RequestContext,
  ) {
    return this.shown(context, (tell) => this.invitations.invitePerson(actor, input, tell));
  }

  @Mutation(() => InvitedPayload, { description: 'A new link for 14 days; the old one leads nowhere any more.' })
  async renewInvitation(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'Invitation') id: string,
    @Context() context: RequestContext,
  ) {
    return this.shown(context, (tell) => this.invitations.renewInvitation(actor, id, tell));
  }

  @Mutation(() => InvitationPayload, { description: 'Withdraws an invitation that nobody accepted.' })
  async revokeInvitation(@CurrentActor() actor: Actor, @IdArg('id', 'Invitation') id: string) {
    return { invitation: await this.invitations.revokeInvitation(actor, id) };
  }

  @ResolveField(() => InvitationStateEnum)
  state(@Parent() invitation: Invitation): InvitationState {
    return stateOf(invitation);
  }

  @ResolveField(() => [OrganizationType], { description: 'For a PARTNER: the organizations they will speak for.' })
  organizations(@Parent() invitation: Invitation, @Context() context: RequestContext) {
    return loadNodes<OrganizationType>(context, 'Organization', invitation.organizationIds);
  }

  @ResolveField(() => PersonType, { nullable: true, description: 'Who made the link, or renewed it last.' })
  invitedBy(@Parent() invitation: Invitation, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', invitation.invitedBy);
  }

  @ResolveField(() => PersonType, { nullable: true })
  acceptedBy(@Parent() invitation: Invitation, @Context() context: RequestContext) {
    return invitation.acceptedBy && loadNode<PersonType>(context, 'Person', invitation.acceptedBy);
  }

  /** What follows the "#" stays in the browser: no server and no log is told it. */
  private async shown({ request }: RequestContext, invite: (tell: Tell) => Promise<Invited>) {
    let mailed = false;
    const { invitation, token } = await invite(async (manager, made) => {
      mailed = await this.mails.mailInvitation(manager, made.invitation, made.token);
    });
    const address = this.config.KEELSON_PUBLIC_URL ?? `${request.protocol}://${request.host}`;
    return { invitation, link: `${address}/invitation#${token}`, mailed };
  }
}
