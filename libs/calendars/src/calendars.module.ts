import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { CalendarFeed } from './calendar-feed.entity.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { FeedReader } from './feed-reader.service.js';

registerEntities(CalendarFeed);

@Module({
  providers: [CalendarFeedsService, FeedReader],
  exports: [CalendarFeedsService, FeedReader],
})
export class CalendarsModule {}
