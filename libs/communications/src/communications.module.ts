import { Module } from '@nestjs/common';
import { ActivitiesModule } from '@keelson/activities';
import { AgendaModule } from '@keelson/agenda';
import { CoalitionsModule } from '@keelson/coalitions';
import { OrganizationsModule } from '@keelson/organizations';
import { registerEntities } from '@keelson/platform';
import { ActionItem } from './action-item.entity.js';
import { ActionItemsService } from './action-items.service.js';
import { AgendaItem } from './agenda-item.entity.js';
import { CommunicationsService } from './communications.service.js';
import { ConversationActivity } from './conversation-activity.entity.js';
import { ConversationHost } from './conversation-host.entity.js';
import { ConversationPartsService } from './conversation-parts.service.js';
import { Conversation } from './conversation.entity.js';
import { Decision } from './decision.entity.js';
import { DecisionsService } from './decisions.service.js';
import { Participant } from './participant.entity.js';
import { ReferencesService } from './references.service.js';

registerEntities(ActionItem, AgendaItem, Conversation, ConversationActivity, ConversationHost, Decision, Participant);

const verbs = [ActionItemsService, CommunicationsService, ConversationPartsService, DecisionsService];

@Module({
  imports: [ActivitiesModule, AgendaModule, CoalitionsModule, OrganizationsModule],
  providers: [...verbs, ReferencesService],
  exports: verbs,
})
export class CommunicationsModule {}
