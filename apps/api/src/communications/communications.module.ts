import { Module } from '@nestjs/common';
import { CommunicationsModule } from '@keelson/communications';
import { ActionItemsResolver } from './action-items.resolver.js';
import { ConversationPartsResolver, ParticipantResolver } from './conversation-parts.resolver.js';
import { ConversationsResolver } from './conversations.resolver.js';
import { DecisionsResolver } from './decisions.resolver.js';

@Module({
  imports: [CommunicationsModule],
  providers: [
    ActionItemsResolver,
    ConversationPartsResolver,
    ConversationsResolver,
    DecisionsResolver,
    ParticipantResolver,
  ],
})
export class CommunicationsDoor {}
