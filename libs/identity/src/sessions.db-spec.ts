import { Database, Unauthenticated } from '@keelson/platform';
import { buildActor, openRooms, type TestRoom } from '@keelson/platform/testing';
import { hashRefreshToken } from './refresh-token.js';
import { IdentityModule } from './identity.module.js';
import { IdentityService } from './identity.service.js';
import { hashPassword } from './password.js';
import { forgetOldSessions, SessionsService, type NewSession } from './sessions.service.js';

let room: TestRoom;
let sessions: SessionsService;
let personId: string;
const how: NewSession = {
  ...{ through: 'PASSWORD', secondFactor: false, address: '192.0.2.1', userAgent: 'a browser', requestId: 'r1' },
};

beforeAll(async () => {
  room = await openRooms([IdentityModule], [IdentityModule]);
  sessions = room.get(SessionsService);
  const [person] = await room.query<{ id: string }>(
    `INSERT INTO person (id, email, name, password_hash) VALUES (uuidv7(), 'ada@example.org', 'Ada', $1) RETURNING id`,
    [await hashPassword('three wise wooden spoons')],
  );
  personId = person?.id ?? '';
});
afterAll(() => room.close());

const open = () => sessions.openSession({ id: personId }, how);
const refresh = (token: string) => sessions.refreshSession(token, 'r2');
const events = async (subjectId: string) =>
  (
    await room.query<{ verb: string }>('SELECT verb FROM audit_event WHERE subject_id = $1 ORDER BY id', [subjectId])
  ).map(({ verb }) => verb);
const endOf = async (id: string) =>
  (await room.query<{ revoked_reason: string | null }>('SELECT revoked_reason FROM session WHERE id = $1', [id]))[0]
    ?.revoked_reason;

describe('a refresh token', () => {
  it('is kept as its SHA-256 only, and used once', async () => {
    const { session, refreshToken } = await open();
    expect(refreshToken).toMatch(/^klr_[\w-]{43}$/);
    const [kept] = await room.query<{ token_hash: Buffer }>(
      'SELECT token_hash FROM refresh_token WHERE session_id = $1',
      [session.id],
    );
    expect(kept?.token_hash).toEqual(hashRefreshToken(refreshToken));
    const next = await refresh(refreshToken);
    expect(next).toMatchObject({ sessionId: session.id, personId });
    expect((await refresh(next.refreshToken)).sessionId).toBe(session.id);
    expect(await events(session.id)).toEqual(['signIn']);
  });

  it('gives two children to any number of requests at once, and then ends its family', async () => {
    const { session, refreshToken } = await open();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => refresh(refreshToken)));
    const children = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.refreshToken] : []));
    expect(children).toHaveLength(2);
    expect(new Set(children).size).toBe(2);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(Unauthenticated);
    }
    expect(await endOf(session.id)).toBe('REUSED');
    expect(await events(session.id)).toEqual(['signIn', 'reuseRefreshToken']);
    for (const child of children) await expect(refresh(child)).rejects.toBeInstanceOf(Unauthenticated);
  });

  it('gives a second child to a second tab within ten seconds, and both go on', async () => {
    const { session, refreshToken } = await open();
    const [first, second] = [await refresh(refreshToken), await refresh(refreshToken)];
    await refresh(first.refreshToken);
    await refresh(second.refreshToken);
    expect(await endOf(session.id)).toBeNull();
  });

  it('ends its family when it comes back after ten seconds', async () => {
    const { session, refreshToken } = await open();
    const next = await refresh(refreshToken);
    await room.query(`UPDATE refresh_token SET used_at = used_at - interval '11 s' WHERE token_hash = $1`, [
      hashRefreshToken(refreshToken),
    ]);
    await expect(refresh(refreshToken)).rejects.toBeInstanceOf(Unauthenticated);
    await expect(refresh(next.refreshToken)).rejects.toBeInstanceOf(Unauthenticated);
    expect(await endOf(session.id)).toBe('REUSED');
  });

  it('leads nowhere when nobody made it, and when its session is over', async () => {
    await expect(refresh('klr_' + 'A'.repeat(43))).rejects.toBeInstanceOf(Unauthenticated);
    await expect(refresh('not a token')).rejects.toBeInstanceOf(Unauthenticated);
    const { session, refreshToken } = await open();
    await room.query(`UPDATE session SET expires_at = now() - interval '1 s' WHERE id = $1`, [session.id]);
    await expect(refresh(refreshToken)).rejects.toBeInstanceOf(Unauthenticated);
    expect(await events(session.id)).toEqual(['signIn']);
  });

  it('prolongs its session, but not past 90 days', async () => {
    const { session, refreshToken } = await open();
    await room.query(`UPDATE session SET created_at = now() - interval '80 days' WHERE id = $1`, [session.id]);
    await refresh(refreshToken);
    const [kept] = await room.query<{ left: number }>(
      `SELECT extract(day FROM expires_at - now())::int AS left FROM session WHERE id = $1`,
      [session.id],
    );
    expect(kept?.left).toBeLessThanOrEqual(10);
  });
});

describe('a session', () => {
  it('ends by signing out, once', async () => {
    const { session, refreshToken } = await open();
    await sessions.signOut(refreshToken, 'r3');
    await sessions.signOut(refreshToken, 'r3');
    expect(await endOf(session.id)).toBe('SIGNED_OUT');
    expect(await events(session.id)).toEqual(['signIn', 'signOut']);
  });

  it('is seen by nobody else', async () => {
    const { session } = await open();
    const stranger = buildActor();
    expect((await sessions.listSessions(stranger, {})).nodes).toEqual([]);
    const database = room.get(Database);
    const rows = await database.read(stranger, (manager) => manager.query('SELECT 1 FROM session'));
    expect(rows).toEqual([]);
    const mine = await sessions.listSessions(buildActor([], { personId }), { first: 1 });
    expect(mine.nodes.map(({ id }) => id)).toEqual([session.id]);
  });

  it('is forgotten by the worker a month after its end, and not before', async () => {
    const [old, ended] = [await open(), await open()];
    await room.query(`UPDATE session SET expires_at = now() - interval '31 days' WHERE id = $1`, [old.session.id]);
    await sessions.signOut(ended.refreshToken, 'r4');
    await forgetOldSessions(room.getOfWorker(Database));
    expect(await endOf(old.session.id)).toBeUndefined();
    expect(await endOf(ended.session.id)).toBe('SIGNED_OUT');
  });

  it('ends with the others when the password changes, except the one that changed it', async () => {
    const [here, there] = [await open(), await open()];
    const actor = buildActor([], { personId, sessionId: here.session.id });
    await room.get(IdentityService).changePassword(actor, 'three wise wooden spoons', 'seven loud paper lanterns');
    expect(await endOf(here.session.id)).toBeNull();
    expect(await endOf(there.session.id)).toBe('PASSWORD_CHANGED');
    expect(await events(there.session.id)).toEqual(['signIn', 'revokeSession']);
  });
});

describe('a refused sign-in', () => {
  const attempt = { address: '192.0.2.9', requestId: 'refused' };
  const recorded = () =>
    room.query<{ person_id: string | null; after: object }>(
      `SELECT person_id, before, after, reason FROM audit_event WHERE verb = 'refuseSignIn' ORDER BY id`,
    );

  it('says the same of an unknown address and a wrong password, and records neither of them', async () => {
    const identity = room.get(IdentityService);
    const refusal = (email: string) => identity.signIn(email, 'a secret guess', attempt).catch((error: Error) => error);
    const [known, unknown] = [await refusal('ada@example.org'), await refusal('nobody@example.org')];
    expect(known).toEqual(unknown);
    const rows = await recorded();
    expect(rows.map((row) => row.person_id)).toEqual([personId, null]);
    expect(JSON.stringify(rows)).not.toMatch(/secret guess|nobody@/);
  });

  it('makes a hash of weaker parameters stronger at the next sign-in that holds', async () => {
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash('seven loud paper lanterns', { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await room.query('UPDATE person SET password_hash = $2 WHERE id = $1', [personId, weak]);
    await room.get(IdentityService).signIn('Ada@Example.org ', 'seven loud paper lanterns');
    const [kept] = await room.query<{ password_hash: string }>('SELECT password_hash FROM person WHERE id = $1', [
      personId,
    ]);
    expect(kept?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await room.get(IdentityService).signIn('ada@example.org', 'seven loud paper lanterns');
  });
});
