import { Field, ObjectType } from '@nestjs/graphql';
import type { ConversationKind } from '@keelson/communications';
import { DateTimeScalar } from '../graphql/scalars.js';
import { ConversationKindEnum } from './conversation.type.js';

@ObjectType('LastConversation', { description: 'The last conversation of one kind that reached an organization.' })
export class LastConversationType {
  @Field(() => ConversationKindEnum)
  kind: ConversationKind;

  @Field(() => DateTimeScalar)
  heldAt: Date;
}

@ObjectType('OrganizationReach', { description: 'When conversations last reached an active organization.' })
export class OrganizationReachType {
  @Field(() => [LastConversationType], {
    description: 'One of each kind that it hosted or took part in, the latest first; empty where none reached it.',
  })
  last: LastConversationType[];
}
