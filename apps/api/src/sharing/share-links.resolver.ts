import { Inject } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Config, type Actor } from '@keelson/platform';
import { ShareLinksService, stateOf, type ShareLink, type ShareLinkState } from '@keelson/sharing';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { Payload, payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';
import { PersonType } from '../people/person.type.js';
import { ReportType } from '../reports/report.type.js';
import { ShareLinkConnection, ShareLinkStateEnum, ShareLinkType, ShareLinkUseConnection } from './share-link.type.js';
import { ShareLinkFilterInput, ShareReportInput } from './sharing.inputs.js';

const ShareLinkPayload = payloadOf('ShareLinkPayload', 'shareLink', ShareLinkType);

@ObjectType()
class ShareReportPayload extends Payload {
  @Field(() => ShareLinkType, { nullable: true })
  shareLink?: ShareLinkType;

  @Field(() => String, {
    nullable: true,
    description: 'The address to hand on: a page with the report and its files. Shown this once.',
  })
  url?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'For the `src` of an iframe, where origins were named: the page of the report, or with `?measure=CODE` the chart of one measure. Shown this once.',
  })
  embedUrl?: string | null;
}

@Resolver(() => ShareLinkType)
export class ShareLinksResolver {
  constructor(
    @Inject(ShareLinksService) private readonly links: ShareLinksService,
    @Inject(Config) private readonly config: Config,
  ) {
    registerNode('ShareLink', (actor, ids) => links.loadShareLinks(actor, ids));
  }

  @Query(() => ShareLinkType, { nullable: true, description: 'For backbone staff.' })
  shareLink(@IdArg('id', 'ShareLink') id: string, @Context() context: RequestContext) {
    return loadNode<ShareLinkType>(context, 'ShareLink', id);
  }

  @Query(() => ShareLinkConnection, {
    nullable: true,
    description: 'The links to reports of a coalition, also those that ended, the latest first. For backbone staff.',
  })
  shareLinks(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: ShareLinkFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.links.listShareLinks(actor, coalitionId, filter ?? {}, page);
  }

  @Query(() => ShareLinkUseConnection, {
    nullable: true,
    description: 'The access log of a link, the latest first. For backbone staff.',
  })
  shareLinkUses(@CurrentActor() actor: Actor, @IdArg('id', 'ShareLink') id: string, @Args() page: PageArgs) {
    return this.links.listUses(actor, id, page);
  }

  @Mutation(() => ShareReportPayload, {
    description:
      'Makes a link to a report that stands published to an audience, for people without an account. It shows what that audience sees. For backbone staff who signed in: keys share no reports.',
  })
  async shareReport(
    @CurrentActor() actor: Actor,
    @Args('input') input: ShareReportInput,
    @Context() { request }: RequestContext,
  ) {
    const { link, token } = await this.links.shareReport(actor, input);
    const address = this.config.KEELSON_PUBLIC_URL ?? `${request.protocol}://${request.host}`;
    const url = `${address}/shared/${token}`;
    return { shareLink: link, url, embedUrl: link.embeddedAt.length > 0 ? `${url}/embed` : null };
  }

  @Mutation(() => ShareLinkPayload, {
    description: 'Ends a link for good. Whoever has downloaded the report by it has it.',
  })
  async revokeShareLink(@CurrentActor() actor: Actor, @IdArg('id', 'ShareLink') id: string) {
    return { shareLink: await this.links.revokeShareLink(actor, id) };
  }

  @ResolveField(() => ShareLinkStateEnum)
  async state(@Parent() link: ShareLink, @Context() context: RequestContext): Promise<ShareLinkState> {
    const load = (actor: Actor, ids: readonly string[]) => this.links.withdrawnAmong(actor, ids);
    const ended = await loadRelated(context, 'ShareLink.state', link.publicationId, load, ({ id }) => id);
    return stateOf(link, ended.length > 0);
  }

  @ResolveField(() => Boolean, { description: 'Whether it asks for a passcode first.' })
  asksPasscode(@Parent() { passcodeHash }: ShareLink): boolean {
    return passcodeHash !== null;
  }

  @ResolveField(() => ReportType, { nullable: true })
  report(@Parent() { reportId }: ShareLink, @Context() context: RequestContext) {
    return loadNode<ReportType>(context, 'Report', reportId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  createdBy(@Parent() { createdBy }: ShareLink, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', createdBy);
  }

  @ResolveField(() => PersonType, { nullable: true })
  revokedBy(@Parent() { revokedBy }: ShareLink, @Context() context: RequestContext) {
    return revokedBy && loadNode<PersonType>(context, 'Person', revokedBy);
  }
}
