import type { Audience } from '@keelson/reports';
import { InvalidInput, type Problem } from '@keelson/platform';

export interface NewShareLink {
  reportId: string;
  audience: Audience;
  /** For whom it is. */
  name: string;
  /** 90 days from now unless told. */
  expiresAt?: Date | null;
  passcode?: string | null;
  /** The origins whose pages may show it in a frame, such as https://funder.example.org. */
  embeddedAt?: string[] | null;
}

export const usualLife = 90;
/** In days. A report is no secret for ever, but whoever holds a link is not asked again. */
export const longestLife = 731;
const mostOrigins = 20;
const day = 86_400_000;

/** When the link ends, and where it may be shown; or InvalidInput with everything that is wrong. */
export function checkShare(input: NewShareLink, now = Date.now()): { expiresAt: Date; embeddedAt: string[] } {
  const problems: Problem[] = [];
  const refuse = (field: string, code: Problem['code'], message: string) =>
    problems.push({ code, field: [field], message });
  const expiresAt = input.expiresAt ?? new Date(now + usualLife * day);
  if (expiresAt.getTime() <= now || expiresAt.getTime() > now + longestLife * day) {
    refuse('expiresAt', 'OUT_OF_RANGE', `A link ends in the future, at most ${longestLife} days from now.`);
  }
  if (!input.name.trim()) refuse('name', 'REQUIRED', 'Say for whom the link is.');
  const { passcode } = input;
  if (passcode != null && (passcode.length < 8 || passcode.length > 128)) {
    refuse('passcode', 'INVALID', 'A passcode has 8 to 128 characters.');
  }
  const embeddedAt = [...new Set(input.embeddedAt ?? [])];
  if (embeddedAt.length > mostOrigins)
    refuse('embeddedAt', 'TOO_MANY', `A link is shown by at most ${mostOrigins} origins.`);
  const wrong = embeddedAt.find((origin) => !isOrigin(origin));
  if (wrong !== undefined) {
    refuse('embeddedAt', 'INVALID', 'An origin looks like https://funder.example.org, without a path or a wildcard.');
  }
  if (embeddedAt.length > 0 && passcode != null) {
    refuse('passcode', 'NOT_ALLOWED', 'Nobody is asked for a passcode in a frame: make two links.');
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return { expiresAt, embeddedAt };
}

/** What stands in a policy of the page as it is: nothing that could end it, or widen it. http only on the same machine. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text)) return false;
  const url = URL.parse(text);
  return (
    url !== null &&
    url.origin === text &&
    (url.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(url.hostname))
  );
}
