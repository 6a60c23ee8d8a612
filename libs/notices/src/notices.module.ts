import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { DeliveriesService } from './deliveries.service.js';
import { Mail } from './mail.entity.js';
import { MailsService } from './mails.service.js';
import { PreferencesService } from './preferences.service.js';
import { MailSender } from './send-mails.js';
import { AnnouncementSpreader } from './spread-announcements.js';
import { WebhookSender } from './send-webhooks.js';
import { WebhookAttempt } from './webhook-attempt.entity.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookSecret } from './webhook-secret.entity.js';
import { WebhooksService } from './webhooks.service.js';

registerEntities(Mail, WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookSecret);

const services = [
  AnnouncementSpreader,
  DeliveriesService,
  MailSender,
  MailsService,
  PreferencesService,
  WebhookSender,
  WebhooksService,
];

@Module({ providers: services, exports: services })
export class NoticesModule {}
