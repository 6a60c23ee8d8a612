export * from './calendar-feed.entity.js';
export * from './calendar-feeds.service.js';
export * from './calendars.module.js';
export * from './feed-reader.service.js';
