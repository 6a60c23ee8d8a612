import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { keysFor } from '@keelson/identity';
import type { Config } from '@keelson/platform';
import type { ShareLink } from '@keelson/sharing';

const name = 'keelson-passcode';
/** In seconds: long enough to read a report and to fetch its files. */
const life = 3_600;

/** Remembers in the browser that the passcode of this link was told, for an hour: a new passcode or link does not know it. */
export function rememberPasscode(config: Config, link: ShareLink, path: string, reply: FastifyReply): void {
  const until = String(Math.floor(Date.now() / 1000) + life);
  const value = `${until}.${macsOf(config, link, until)[0]!.toString('base64url')}`;
  // Lax: the link in a mail leads to the report again. Browsers take loopback for secure.
  void reply.setCookie(name, value, { path, httpOnly: true, secure: true, sameSite: 'lax', maxAge: life });
}

export function knowsPasscode(config: Config, link: ShareLink, request: FastifyRequest): boolean {
  const [until = '', mac = ''] = (request.cookies[name] ?? '').split('.');
  const given = Buffer.from(mac, 'base64url');
  const genuine = macsOf(config, link, until).some((own) => own.length === given.length && timingSafeEqual(own, given));
  return genuine && Number(until) > Date.now() / 1000;
}

function macsOf(config: Config, { id, passcodeHash }: ShareLink, until: string): Buffer[] {
  const text = JSON.stringify([id, passcodeHash, until]);
  return keysFor('share links', config).map(({ key }) => createHmac('sha256', key).update(text).digest());
}
