import { StakeholderGroup, todayOf } from '@keelson/backbone';
import { InvalidInput, newId, NotFound, record, type Doer } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { CommunityInput, type InputChannel, type InputKind } from './community-input.entity.js';

export interface NewInput {
  coalitionId: string;
  kind: InputKind;
  channel: InputChannel;
  text: string;
  groupId?: string | null;
  agendaId?: string | null;
  contact?: string | null;
  receivedOn?: string | null;
}

/** Writes an input down, whoever brings it. The history does not hold the contact: it can be forgotten. */
export async function writeInput(manager: EntityManager, doer: Doer, input: NewInput): Promise<CommunityInput> {
  const { coalitionId, kind, channel, groupId = null, agendaId = null } = input;
  const text = input.text.trim();
  if (!text) throw InvalidInput.at('text', 'REQUIRED', 'Write what was said.');
  if (groupId && !(await manager.existsBy(StakeholderGroup, { coalitionId, id: groupId }))) {
    throw new NotFound('stakeholder group', ['groupId']);
  }
  const today = await todayOf(manager, coalitionId);
  const receivedOn = input.receivedOn ?? today;
  if (receivedOn > today) {
    throw InvalidInput.at('receivedOn', 'OUT_OF_RANGE', `${receivedOn} lies ahead: today is ${today}.`);
  }
  const written = manager.create(CommunityInput, {
    ...{ id: newId(), coalitionId, kind, channel, text, groupId, agendaId, receivedOn },
    ...{ contact: input.contact?.trim() || null, recordedById: doer.personId, createdAt: new Date() },
    ...{ disposition: null, reason: null, youSaid: null, disposedById: null, disposedAt: null },
    ...{ reply: null, repliedById: null, repliedAt: null },
  });
  await manager.insert(CommunityInput, written);
  await record(manager, doer, {
    ...{ coalitionId, verb: 'recordCommunityInput', subjectType: 'CommunityInput', subjectId: written.id },
    after: { kind, channel, text, groupId, agendaId, receivedOn, hasContact: written.contact !== null },
  });
  return written;
}
