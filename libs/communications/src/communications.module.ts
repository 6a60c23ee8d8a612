import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { AgendaModule } from '@keelson/agenda';
import { BackboneModule } from '@keelson/backbone';
import { CoalitionsModule } from '@keelson/coalitions';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { AgendaItem } from './agenda-item.entity.js';
import { ClocksService } from './clocks.service.js';
import { CommunicationsService } from './communications.service.js';
import { ConversationActivity } from './conversation-activity.entity.js';
import { ConversationHost } from './conversation-host.entity.js';
import { ConversationPartsService } from './conversation-parts.service.js';
import { ConversationVoice } from './conversation-voice.entity.js';
import { Conversation } from './conversation.entity.js';
import { DecisionReview } from './decision-review.entity.js';
import { Decision } from './decision.entity.js';
import { DecisionsService } from './decisions.service.js';
import { DifferingNote } from './differing-note.entity.js';
import { NotesService } from './notes.service.js';
import { Participant } from './participant.entity.js';
import { PowerNote } from './power-note.entity.js';
import { ReachService } from './reach.service.js';
import { ReferencesService } from './references.service.js';
import { SustainingNote } from './sustaining-note.entity.js';

registerEntities(AgendaItem, Conversation, ConversationActivity, ConversationHost, Decision, Participant);
registerEntities(ConversationVoice, DecisionReview, DifferingNote, PowerNote, SustainingNote);

const verbs = [
  ClocksService,
  CommunicationsService,
  ConversationPartsService,
  DecisionsService,
  NotesService,
  ReachService,
];

@Module({
  imports: [ActivitiesModule, AgendaModule, BackboneModule, CoalitionsModule, OrganizationsModule],
  providers: [...verbs, ReferencesService],
  exports: verbs,
})
export class CommunicationsModule {}
