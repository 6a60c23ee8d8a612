import { Inject, Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import {
  Config,
  Database,
  Forbidden,
  InvalidInput,
  InvalidState,
  record,
  type Actor,
  type Doer,
} from '@keelson/platform';
import { Not, type EntityManager } from 'typeorm';
import { keysFor, type NamedKey } from './derived-keys.js';
import type { Person } from './person.entity.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { seal, unseal } from './seal.js';
import { Session } from './session.entity.js';
import { describeTotp, newTotpSecret, stepOfCode } from './totp.js';

/** What a person's authenticator is told, once. */
export interface TotpEnrolment {
  /** To type in. */
  secret: string;
  /** otpauth://… */
  uri: string;
  /** The same as a picture: a data URL of an SVG. */
  qr: string;
}

interface Kept {
  secret: Buffer;
  confirmed: boolean;
}

/** The second factor: codes of an authenticator (RFC 6238), and recovery codes for when it is lost. */
@Injectable()
export class TotpService {
  private readonly keys: [NamedKey, ...NamedKey[]];

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) config: Config,
  ) {
    this.keys = keysFor('totp secrets', config);
  }

  async isEnrolled(personId: string): Promise<boolean> {
    const kept = await this.database.identify({ personId }, (manager) => this.find(manager, personId));
    return kept?.confirmed ?? false;
  }

  /** A new secret, which holds once a code of it was shown; before that it replaces the one begun last. */
  async begin({ id: personId, email }: Pick<Person, 'id' | 'email'>): Promise<TotpEnrolment> {
    const secret = newTotpSecret();
    const rows = await this.database.identify({ personId }, (manager) =>
      manager.query<unknown[]>(
        `INSERT INTO totp AS t (person_id, secret) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, created_at = now() WHERE t.confirmed_at IS NULL
         RETURNING person_id`,
        [personId, seal(this.keys, personId, secret)],
      ),
    );
    if (rows.length === 0) {
      throw new InvalidState('totp.enrolled', 'You have a second factor already: disable it first.');
    }
    const described = describeTotp(secret, email);
    const svg = await QRCode.toString(described.uri, { type: 'svg', margin: 2 });
    return { ...described, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
  }

  /** Turns it on with the first code, and returns the recovery codes, which are shown this once. */
  async confirm(doer: Doer & { personId: string; sessionId?: string | null }, code: string): Promise<string[]> {
    const { personId, sessionId } = doer;
    return this.database.identify({ personId }, async (manager) => {
      const kept = await this.find(manager, personId);
      if (!kept || kept.confirmed) throw new InvalidState('totp.begun', 'Start again: there is no secret to confirm.');
      if (!(await takeStep(manager, personId, kept.secret, code))) throw wrongCode();
      await manager.query('UPDATE totp SET confirmed_at = now() WHERE person_id = $1', [personId]);
      const codes = newRecoveryCodes();
      await manager.query('DELETE FROM recovery_code WHERE person_id = $1', [personId]);
      await manager.query('INSERT INTO recovery_code (person_id, code_hash) SELECT $1, unnest($2::bytea[])', [
        personId,
        codes.map(hashRecoveryCode),
      ]);
      if (sessionId) await manager.update(Session, { id: sessionId, personId }, { secondFactor: true });
      await recordOf(manager, doer, 'enrolTotp');
      return codes;
    });
  }

  /** Whether this is the person's code of now, not used before, or a recovery code, which it uses up. */
  check(doer: Doer & { personId: string }, code: string): Promise<boolean> {
    return this.database.identify({ personId: doer.personId }, (manager) => this.checkIn(manager, doer, code));
  }

  /** Turns it off; a session that was opened with it counts as opened without. Needs a code. */
  async disable(actor: Actor, code: string): Promise<void> {
    if (actor.keyId) throw new Forbidden('A key has no second factor; sign in.');
    await this.database.work(actor, async (manager) => {
      const { personId } = actor;
      if (!(await this.checkIn(manager, actor, code))) throw wrongCode();
      await manager.query('DELETE FROM recovery_code WHERE person_id = $1', [personId]);
      await manager.query('DELETE FROM totp WHERE person_id = $1', [personId]);
      // A provider's word for its own second factor stays what it was.
      await manager.update(Session, { personId, through: Not('OIDC' as const) }, { secondFactor: false });
      await recordOf(manager, actor, 'disableTotp');
    });
  }

  private async checkIn(manager: EntityManager, doer: Doer & { personId: string }, code: string): Promise<boolean> {
    const { personId } = doer;
    const kept = await this.find(manager, personId);
    if (!kept?.confirmed) return false;
    if (await takeStep(manager, personId, kept.secret, code)) return true;
    const hash = hashRecoveryCode(code);
    if (!hash) return false;
    const [used] = await manager.query<[unknown[], number]>(
      'UPDATE recovery_code SET used_at = now() WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING 1',
      [personId, hash],
    );
    if (used.length === 0) return false;
    await recordOf(manager, doer, 'useRecoveryCode');
    return true;
  }

  private async find(manager: EntityManager, personId: string): Promise<Kept | null> {
    const [row] = await manager.query<{ secret: Buffer; confirmed_at: Date | null }[]>(
      'SELECT secret, confirmed_at FROM totp WHERE person_id = $1',
      [personId],
    );
    return row ? { secret: unseal(this.keys, personId, row.secret), confirmed: row.confirmed_at !== null } : null;
  }
}

/** Uses a code up: of two requests with the same one, and of any with an older one, the second is refused. */
async function takeStep(manager: EntityManager, personId: string, secret: Buffer, code: string): Promise<boolean> {
  const step = stepOfCode(secret, code);
  if (step === null) return false;
  const [taken] = await manager.query<[unknown[], number]>(
    'UPDATE totp SET last_step = $2 WHERE person_id = $1 AND (last_step IS NULL OR last_step < $2) RETURNING 1',
    [personId, step],
  );
  return taken.length > 0;
}

function wrongCode(): InvalidInput {
  return InvalidInput.at('code', 'INVALID', 'This code is wrong, too old or was used before: wait for the next one.');
}

async function recordOf(manager: EntityManager, doer: Doer & { personId: string }, verb: string): Promise<void> {
  const subject = { subjectType: 'Person', subjectId: doer.personId } as const;
  await record(manager, doer, { coalitionId: null, verb, ...subject });
}
