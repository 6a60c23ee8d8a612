import { Module } from '@nestjs/common';
import { CommunicationsModule } from '@keelson/communications';
import { ConversationPartsResolver, ParticipantResolver } from './conversation-parts.resolver.js';
import { ConversationsResolver } from './conversations.resolver.js';
import { DecisionsResolver } from './decisions.resolver.js';

@Module({
  imports: [CommunicationsModule],
  providers: [ConversationPartsResolver, ConversationsResolver, DecisionsResolver, ParticipantResolver],
})
export class CommunicationsDoor {}
