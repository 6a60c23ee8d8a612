import { payloadOf } from '../graphql/payload.js';
import { ConversationType } from './conversation.type.js';

export const ConversationPayload = payloadOf('ConversationPayload', 'conversation', ConversationType);
