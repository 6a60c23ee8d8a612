import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialsService } from '@keelson/coalitions';
import type { FileFormat } from '@keelson/formats';
import { isLive, keysFor } from '@keelson/identity';
import { Config, Forbidden, NotFound, Unauthenticated, type Actor } from '@keelson/platform';
import { Actors } from '../auth/actors.js';

const lifetime = 5 * 60_000;

/** The files of a report, or what was refused of a bulk operation. */
export type SignedFormat = FileFormat | 'refusals';

interface SignedFile {
  /** Of the report or the bulk operation. */
  id: string;
  coalitionId: string;
  format: SignedFormat;
}

/** What a link says, in this order, so that it stays short. The credential is a session or, with `true`, an API key. */
type Content = [
  id: string,
  coalitionId: string,
  format: SignedFormat,
  personId: string,
  credential: string,
  key: boolean,
  expires: number,
];

/** Links that hand one file out without a credential, for five minutes, as long as their maker may have it. */
@Injectable()
export class DownloadLinks {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Actors) private readonly actors: Actors,
    @Inject(CredentialsService) private readonly credentials: CredentialsService,
  ) {}

  sign(actor: Actor, { id, coalitionId, format }: SignedFile): { url: string; expiresAt: Date } {
    const credential = actor.keyId ?? actor.sessionId;
    if (!credential) throw new Error('An actor without a credential signs no links.');
    const expires = Date.now() + lifetime;
    const content: Content = [id, coalitionId, format, actor.personId, credential, !!actor.keyId, expires];
    const text = Buffer.from(JSON.stringify(content)).toString('base64url');
    const [mac] = this.macsOf(text);
    return { url: `/downloads?link=${text}.${mac.toString('base64url')}`, expiresAt: new Date(expires) };
  }

  /** What a link is for, and its maker with the rights of this moment, in the file's coalition only. */
  async open(link: string, requestId: string): Promise<SignedFile & { actor: Actor }> {
    const [id, coalitionId, format, personId, credential, key, expires] = this.read(link);
    if (expires <= Date.now()) throw new Forbidden('This link has expired; ask for a new one.');
    const actor = await (key
      ? this.keyActor(credential, requestId)
      : this.sessionActor(personId, credential, requestId));
    const roles = actor.roles.filter((held) => held.coalitionId === coalitionId);
    return { id, coalitionId, format, actor: { ...actor, roles } };
  }

  private read(link: string): Content {
    const [text = '', mac = ''] = link.split('.');
    const given = Buffer.from(mac, 'base64url');
    const genuine = this.macsOf(text).some((own) => own.length === given.length && timingSafeEqual(own, given));
    if (!genuine) throw new NotFound('download');
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Content;
  }

  private macsOf(text: string): [Buffer, ...Buffer[]] {
    const [current, ...previous] = keysFor('download links', this.config).map(({ key }) =>
      createHmac('sha256', key).update(text).digest(),
    );
    return [current!, ...previous];
  }

  private sessionActor(sub: string, sid: string, requestId: string): Promise<Actor> {
    return this.actors.fromSession({ sub, sid }, requestId).catch((error: unknown) => {
      throw error instanceof Unauthenticated ? ended() : error;
    });
  }

  private async keyActor(keyId: string, requestId: string): Promise<Actor> {
    const key = await this.credentials.findKeyHolder(keyId);
    if (!key || !isLive(key)) throw ended();
    return this.actors.fromKey(key, requestId);
  }
}

function ended(): Forbidden {
  return new Forbidden('The session or key that made this link has ended.');
}
