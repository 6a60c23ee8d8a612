import { Inject, Injectable } from '@nestjs/common';
import { Coalition } from '@keelson/coalitions';
import { Database, NotFound, type Doer } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { CommunityInput, InputKind } from './community-input.entity.js';
import { answeredInputs, type Answered } from './answered-inputs.sql.js';
import { writeInput } from './write-input.js';

export interface PublicInput {
  kind: InputKind;
  text: string;
  groupId?: string | null;
  contact?: string | null;
}

export interface YouSaidWeDid {
  coalition: Pick<Coalition, 'name' | 'description'>;
  entries: Answered[];
  /** The id to ask on from; null at the end. */
  next: string | null;
}

const pageSize = 50;

/** For people without an account, who act in no coalition: they see of one what is public, and nothing else. */
@Injectable()
export class PublicInputsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Takes what somebody says through the form. */
  submitInput(requestId: string, coalitionId: string, input: PublicInput): Promise<CommunityInput> {
    return this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      await findPublic(manager, coalitionId);
      const nobody: Doer = { personId: null, keyId: null, requestId };
      const { kind, text, groupId, contact } = input;
      return writeInput(manager, nobody, { coalitionId, kind, text, groupId, contact, channel: 'FORM' });
    });
  }

  /** "You said, we did": the answered inputs whose words were made public, the latest first. */
  youSaidWeDid(coalitionId: string, after: string | null = null): Promise<YouSaidWeDid> {
    return this.database.identify({ coalitionIds: [coalitionId] }, async (manager) => {
      const { name, description } = await findPublic(manager, coalitionId);
      const rows = await answeredInputs(manager, coalitionId, { after, limit: pageSize + 1 });
      const entries = rows.slice(0, pageSize);
      const next = rows.length > pageSize ? entries.at(-1)!.id : null;
      return { coalition: { name, description }, entries, next };
    });
  }
}

async function findPublic(manager: EntityManager, id: string): Promise<Coalition> {
  const coalition = await manager.findOneBy(Coalition, { id });
  if (!coalition) throw new NotFound('coalition');
  return coalition;
}
