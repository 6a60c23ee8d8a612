import { Field, InputType } from '@nestjs/graphql';
import type { NoticeKind } from '@keelson/notices';
import type { AnnouncedEvent } from '@keelson/platform';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { IdField } from '../graphql/id.js';
import { TextField } from '../graphql/text.js';
import { NoticeKindEnum } from './notice.type.js';
import { WebhookEventEnum } from './webhook.type.js';

const address =
  'https, without a name, a password or a "#". An address of a private network is refused, and a name that leads to ' +
  'one is not connected to.';

@InputType()
export class CreateWebhookEndpointInput {
  @IdField('Coalition')
  coalitionId: string;

  @TextField(2_000, { description: address })
  url: string;

  @TextField(500, { nullable: true, description: 'What it is for, e.g. "data warehouse".' })
  description?: string | null;

  @Field(() => [WebhookEventEnum], { description: 'At least one.' })
  @ArrayMaxSize(50)
  events: AnnouncedEvent[];
}

@InputType()
export class UpdateWebhookEndpointInput {
  @IdField('WebhookEndpoint')
  id: string;

  @TextField(2_000, { nullable: true, neverEmpty: true, description: address })
  url?: string | null;

  @TextField(500, { nullable: true, description: 'null or "" takes it away; left out, it stays.' })
  description?: string | null;

  @Field(() => [WebhookEventEnum], { nullable: true })
  @IsOptional()
  @ArrayMaxSize(50)
  events?: AnnouncedEvent[] | null;
}

@InputType()
export class SetNoticePreferenceInput {
  @IdField('Coalition')
  coalitionId: string;

  @Field(() => NoticeKindEnum)
  kind: NoticeKind;

  @Field(() => Boolean)
  wanted: boolean;
}
