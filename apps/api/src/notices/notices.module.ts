import { Module } from '@nestjs/common';
import { NoticesModule } from '@keelson/notices';
import { DeliveriesResolver } from './deliveries.resolver.js';
import { PreferencesResolver } from './preferences.resolver.js';
import { RefusalsController } from './refusals.controller.js';
import { WebhooksResolver } from './webhooks.resolver.js';

@Module({
  imports: [NoticesModule],
  controllers: [RefusalsController],
  providers: [DeliveriesResolver, PreferencesResolver, WebhooksResolver],
})
export class NoticesDoor {}
