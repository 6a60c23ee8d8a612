import { createHmac, timingSafeEqual } from 'node:crypto';
import { keysFor, type NamedKey } from '@keelson/identity';
import type { Config } from '@keelson/platform';
import { noticeKinds, type NoticeKind } from './mail.entity.js';

export interface Refusal {
  coalitionId: string;
  personId: string;
  kind: NoticeKind;
}

const [idBytes, sealBytes] = [16, 16];

/** Lets whoever has the mail refuse such mails, and nothing else; it holds as long as the installation's secret. */
export function unsubscribeToken(refusal: Refusal, config: Config): string {
  const [key] = keysFor('unsubscribe links', config);
  const content = Buffer.concat([
    ...[refusal.coalitionId, refusal.personId].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')),
    Buffer.from([noticeKinds.indexOf(refusal.kind)]),
  ]);
  return Buffer.concat([content, sealOf(key, content)]).toString('base64url');
}

/** Null for whatever we did not make. */
export function readUnsubscribeToken(token: string, config: Config): Refusal | null {
  const bytes = Buffer.from(/^[\w-]{1,100}$/.test(token) ? token : '', 'base64url');
  if (bytes.length !== 2 * idBytes + 1 + sealBytes) return null;
  const content = bytes.subarray(0, 2 * idBytes + 1);
  const given = bytes.subarray(content.length);
  if (!keysFor('unsubscribe links', config).some((key) => timingSafeEqual(sealOf(key, content), given))) return null;
  const kind = noticeKinds[content.at(-1) ?? noticeKinds.length];
  return kind ? { coalitionId: idAt(content, 0), personId: idAt(content, idBytes), kind } : null;
}

function sealOf({ key }: NamedKey, content: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, sealBytes);
}

function idAt(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + idBytes);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
