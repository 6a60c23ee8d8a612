import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CalendarFeedsService, type MadeFeed } from '@keelson/calendars';
import { Config, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import {
  CalendarFeedConnection,
  CalendarFeedType,
  CreateCalendarFeedInput,
  MadeCalendarFeedPayload,
} from './calendar-feed.type.js';

const CalendarFeedPayload = payloadOf('CalendarFeedPayload', 'calendarFeed', CalendarFeedType);

@Resolver(() => CalendarFeedType)
export class CalendarFeedsResolver {
  constructor(
    @Inject(CalendarFeedsService) private readonly feeds: CalendarFeedsService,
    @Inject(Config) private readonly config: Config,
  ) {
    registerNode('CalendarFeed', (actor, ids) => feeds.loadFeeds(actor, ids));
  }

  @Query(() => CalendarFeedConnection, {
    nullable: true,
    description: 'Your calendar addresses in a coalition, also those that you revoked, the latest first.',
  })
  calendarFeeds(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args() page: PageArgs,
  ) {
    return this.feeds.listFeeds(actor, coalitionId, page);
  }

  @Mutation(() => MadeCalendarFeedPayload, {
    description:
      'Makes an address that calendar programs subscribe to: conversations of the last 90 days and ahead, due dates, milestones, ' +
      'submissions that are due, reviews of decisions and of the agenda. It shows what you may see at the moment it is asked, and nothing once you left. ' +
      'At most 10 at once; not for keys.',
  })
  async createCalendarFeed(
    @CurrentActor() actor: Actor,
    @Args('input') input: CreateCalendarFeedInput,
    @Context() context: RequestContext,
  ) {
    return this.shown(await this.feeds.createFeed(actor, input), context);
  }

  @Mutation(() => MadeCalendarFeedPayload, {
    description: 'Gives a calendar feed a new address; the old one leads nowhere from now on.',
  })
  async rotateCalendarFeed(
    @CurrentActor() actor: Actor,
    @IdArg('id', 'CalendarFeed') id: string,
    @Context() context: RequestContext,
  ) {
    return this.shown(await this.feeds.rotateFeed(actor, id), context);
  }

  @Mutation(() => CalendarFeedPayload, {
    description: 'Ends a calendar address for good. What a program has read stays in it until it asks again.',
  })
  async revokeCalendarFeed(@CurrentActor() actor: Actor, @IdArg('id', 'CalendarFeed') id: string) {
    return { calendarFeed: await this.feeds.revokeFeed(actor, id) };
  }

  private shown({ feed, token }: MadeFeed, { request }: RequestContext) {
    const address = this.config.KEELSON_PUBLIC_URL ?? `${request.protocol}://${request.host}`;
    return { calendarFeed: feed, url: `${address}/calendars/${token}.ics` };
  }
}
