import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { deliveryStates, disablings, type DeliveryState, type Disabling } from '@keelson/notices';
import { announcedEvents, type AnnouncedEvent } from '@keelson/platform';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';

const nameOf = (event: AnnouncedEvent) => event.toUpperCase().replace('.', '_');

/** GraphQL's names have no dots: `report.published` is REPORT_PUBLISHED here. */
export const WebhookEventEnum = Object.fromEntries(announcedEvents.map((event) => [nameOf(event), event]));
registerEnumType(WebhookEventEnum, {
  name: 'WebhookEvent',
  description:
    'What endpoints are told of. REPORT_PUBLISHED is sent with `"type": "report.published"`, and so on. ' +
    'The body is `{"type", "timestamp", "data"}`; `data` has ids of this API and no names, numbers or reasons.',
  valuesMap: {
    REPORT_PUBLISHED: { description: 'data: coalitionId, reportId, audiences, url (of its JSON; ask with a key).' },
    REPORT_WITHDRAWN: { description: 'data: coalitionId, reportId, audiences (those that it stood published to).' },
    REPORT_RESTATED: {
      description:
        'data: coalitionId, reportId (of the report whose numbers changed), byReportId (of the edition that tells them), audiences (those that are shown a change). Sent when that edition is published.',
    },
    SUBMISSION_SUBMITTED: { description: 'data: coalitionId, submissionId, organizationId, period. Also again.' },
    SUBMISSION_APPROVED: { description: 'data: coalitionId, submissionId, organizationId, period.' },
    SUBMISSION_RETURNED: { description: 'data: coalitionId, submissionId, organizationId, period.' },
    AGENDA_ADOPTED: { description: 'data: coalitionId, agendaId.' },
    COMMITMENT_OVERDUE: { description: 'data: coalitionId, commitmentId, lastDay. Sent once per due date.' },
    AGREEMENT_EXPIRING: { description: 'data: coalitionId, agreementId, lastDay. Sent once, 30 days before.' },
  },
});

export const WebhookDisablingEnum = enumOf(disablings);
registerEnumType(WebhookDisablingEnum, {
  name: 'WebhookDisabling',
  description: 'FAILING: it took nothing for 5 days. GONE: it answered 410.',
});

export const DeliveryStateEnum = enumOf(deliveryStates);
registerEnumType(DeliveryStateEnum, {
  name: 'DeliveryState',
  description: 'PENDING is on its way or waits for its next attempt; FAILED is not tried again unless it is replayed.',
});

@ObjectType({ description: 'A secret that signs deliveries. What it is was shown once, when it was made.' })
export class WebhookSecretType {
  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it stops signing; set once it is rotated.' })
  expiresAt: Date | null;
}

@NodeType(
  'WebhookEndpoint',
  'An https address to which events are posted, signed by Standard Webhooks: headers `webhook-id`, `webhook-timestamp` ' +
    'and `webhook-signature` over "id.timestamp.body". Take a delivery with a 2xx within 10 s; redirects are not ' +
    'followed. It comes at least once, in any order: the same `webhook-id` is the same event. After a failure it is ' +
    'tried ten more times over 22 to 24 hours.',
)
export class WebhookEndpointType extends Node {
  @Field(() => String)
  url: string;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => [WebhookEventEnum])
  events: AnnouncedEvent[];

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it took nothing.' })
  failingSince: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  disabledAt: Date | null;

  @Field(() => WebhookDisablingEnum, { nullable: true })
  disabledBecause: Disabling | null;
}

@ObjectType({ description: 'What one request to an endpoint came to.' })
export class WebhookAttemptType {
  @Field(() => DateTimeScalar)
  at: Date;

  @Field(() => Int)
  milliseconds: number;

  @Field(() => Int, { nullable: true, description: 'The HTTP status; null when there was no answer.' })
  status: number | null;

  @Field(() => String, { nullable: true, description: 'Why it did not count as taken.' })
  failure: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How the answer starts: at most 500 characters, without what looks like a credential.',
  })
  excerpt: string | null;
}

@NodeType('WebhookDelivery', 'One event on its way to one endpoint. Kept for 30 days after it ended.')
export class WebhookDeliveryType extends Node {
  @Field(() => String, { description: 'The `type` of its body, e.g. "report.published"; "webhook.test" for a test.' })
  event: string;

  @Field(() => String, { description: 'The body, as it is signed. Its `webhook-id` is the id of this object.' })
  body: string;

  @Field(() => DeliveryStateEnum)
  state: DeliveryState;

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Set while it is PENDING.' })
  nextAttemptAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken, or given up.' })
  settledAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was given up.' })
  failure: string | null;
}

@ObjectType()
export class WebhookEndpointConnection extends connectionOf(WebhookEndpointType, 'WebhookEndpoint') {}

@ObjectType()
export class WebhookDeliveryConnection extends connectionOf(WebhookDeliveryType, 'WebhookDelivery') {}
