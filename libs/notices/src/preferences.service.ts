import { Inject, Injectable } from '@nestjs/common';
import { Config, Database, Forbidden, isIn, NotFound, record, run, type Actor, type Doer } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { noticeKinds, type NoticeKind } from './mail.entity.js';
import { acceptNotices, refusalsOf, refuseNotices } from './preferences.sql.js';
import { readUnsubscribeToken, type Refusal } from './unsubscribe-token.js';

export interface NoticePreference {
  kind: NoticeKind;
  wanted: boolean;
}

/** Which mails somebody wants of a coalition: all, until they refuse. */
@Injectable()
export class PreferencesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** One's own. */
  async listPreferences(actor: Actor, coalitionId: string): Promise<NoticePreference[]> {
    requirePerson(actor, coalitionId);
    const refused = await this.database.read(actor, (manager) =>
      run<{ kind: NoticeKind }>(manager, refusalsOf, [coalitionId, actor.personId]),
    );
    return noticeKinds.map((kind) => ({ kind, wanted: !refused.some((one) => one.kind === kind) }));
  }

  async setPreference(
    actor: Actor,
    coalitionId: string,
    { kind, wanted }: NoticePreference,
  ): Promise<NoticePreference> {
    requirePerson(actor, coalitionId);
    const { personId } = actor;
    await this.database.work(actor, (manager) => change(manager, actor, { coalitionId, personId, kind }, wanted));
    return { kind, wanted };
  }

  /** By the link in a mail, which is credential enough for this and for nothing else. */
  async refuse(token: string, requestId: string): Promise<NoticeKind> {
    const refusal = readUnsubscribeToken(token, this.config);
    if (!refusal) throw new NotFound('link of ours: open it from the mail, or change your notices after signing in');
    const { coalitionId, personId, kind } = refusal;
    const doer = { personId, keyId: null, requestId };
    await this.database.identify({ coalitionIds: [coalitionId], personId }, (manager) =>
      change(manager, doer, refusal, false),
    );
    return kind;
  }
}

function requirePerson(actor: Actor, coalitionId: string): void {
  if (!isIn(actor, coalitionId)) throw new NotFound('coalition', ['coalitionId']);
  if (actor.keyId) throw new Forbidden('A key gets no mails; sign in.');
}

async function change(manager: EntityManager, doer: Doer, refusal: Refusal, wanted: boolean): Promise<void> {
  const { coalitionId, personId, kind } = refusal;
  const changed = await run(manager, wanted ? acceptNotices : refuseNotices, [coalitionId, personId, kind]);
  if (changed.length === 0) return;
  const subject = { subjectType: 'Person', subjectId: personId } as const;
  const before = { kind, wanted: !wanted };
  await record(manager, doer, {
    coalitionId,
    verb: 'setNoticePreference',
    ...subject,
    before,
    after: { kind, wanted },
  });
}
