import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FeedReader, type FeedVisit } from '@keelson/calendars';
import { chargeBuckets, Database } from '@keelson/platform';

/** In milliseconds. Longer than it takes to find out why an address leads nowhere, so that the time does not tell. */
const refuseAfter = 250;
/** Reads of one address: 60 at once, then one in a minute. Programs ask once in an hour. */
const [mostReads, readsPerSecond] = [60, 1 / 60];

/** What calendar programs subscribe to; the address is the credential. */
@Controller('calendars')
export class CalendarsController {
  constructor(
    @Inject(FeedReader) private readonly reader: FeedReader,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Get(':file')
  async show(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply
      .header('x-robots-tag', 'noindex, nofollow, noarchive')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'private, no-cache');
    const earliest = pause(refuseAfter);
    const visit = file.endsWith('.ics') ? await this.reader.openFeed(file.slice(0, -4), String(request.id)) : null;
    if (!visit) {
      await earliest;
      // The same for what was never made, was revoked, or whose owner left.
      void reply.status(404).type('text/plain; charset=utf-8').send('There is no calendar at this address.\n');
      return;
    }
    const wait = await this.charge(visit);
    if (wait > 0) {
      void reply.status(429).header('retry-after', String(wait)).type('text/plain; charset=utf-8');
      void reply.send(`This calendar is asked for too often. Ask again in ${wait} s.\n`);
      return;
    }
    const text = await this.reader.readCalendar(visit);
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.header('etag', tag);
    if (matches(request.headers['if-none-match'], tag)) void reply.status(304).send();
    else void reply.type('text/calendar; charset=utf-8').send(text);
  }

  /** Seconds to wait; 0 when it may be read now. */
  private async charge({ feed, actor }: FeedVisit): Promise<number> {
    const bucket = { key: `calendar:${feed.id}`, size: mostReads, restore: readsPerSecond };
    const { granted, wait } = await chargeBuckets(this.database, actor, [bucket], 1);
    return granted ? 0 : Math.max(1, Math.ceil(wait));
  }
}

/** A proxy that packs the answer calls the tag weak: W/"…". */
function matches(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
