import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers take a `__Host-` cookie for this host alone, over TLS (or on loopback), and with no other path than / (RFC 6265bis, 4.1.3.2). */
const name = '__Host-keelson';
const rules = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
/** In seconds: the 30 days that a session lives without being used. */
const life = 30 * 86_400;

export function readRefreshCookie(request: FastifyRequest): string | undefined {
  return request.cookies[name];
}

export function setRefreshCookie(reply: FastifyReply, refreshToken: string): void {
  reply.setCookie(name, refreshToken, { ...rules, maxAge: life });
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.clearCookie(name, rules);
}
