import { Module } from '@nestjs/common';
import { CalendarsModule } from '@keelson/calendars';
import { CalendarFeedsResolver } from './calendar-feeds.resolver.js';
import { CalendarsController } from './calendars.controller.js';

@Module({ imports: [CalendarsModule], controllers: [CalendarsController], providers: [CalendarFeedsResolver] })
export class CalendarsDoor {}
