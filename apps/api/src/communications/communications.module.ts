import { Module } from '@nestjs/common';
import { CommunicationsModule } from '@keelson/communications';
import { ConversationPartsResolver, ParticipantResolver } from './conversation-parts.resolver.js';
import { ConversationsResolver } from './conversations.resolver.js';
import { DecisionsResolver } from './decisions.resolver.js';
import { LastConversationResolver, ReachResolver } from './reach.resolver.js';
import {
  ConversationClockResolver,
  ConversationVoiceResolver,
  DifferingNoteResolver,
  NotesResolver,
} from './notes.resolver.js';
import { RegisteredDecisionResolver } from './register.resolver.js';

@Module({
  imports: [CommunicationsModule],
  providers: [
    ConversationClockResolver,
    ConversationVoiceResolver,
    DifferingNoteResolver,
    NotesResolver,
    RegisteredDecisionResolver,
    ConversationPartsResolver,
    ConversationsResolver,
    DecisionsResolver,
    ParticipantResolver,
    LastConversationResolver,
    ReachResolver,
  ],
})
export class CommunicationsDoor {}
