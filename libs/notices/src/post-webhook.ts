import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** From looking its name up to the end of its answer, in milliseconds. */
export const timeLimit = 10_000;
/** Of an answer; what comes after it is not waited for. */
const longestAnswer = 16 * 1024;
const longestExcerpt = 500;

export interface Outcome {
  taken: boolean;
  /** Null when there was no answer. */
  status: number | null;
  failure: string | null;
  excerpt: string | null;
  milliseconds: number;
}

/**
 * Refuses private, loopback, link-local and otherwise special addresses when it connects, after the name was looked up:
 * a name that leads elsewhere by then is no way in. Connections are not kept: nothing of one receiver meets another's.
 */
export function agentFor(allowed: string[]): RequestFilteringHttpsAgent {
  return new RequestFilteringHttpsAgent({ keepAlive: false, allowIPAddressList: allowed });
}

/** Sends one attempt. Never throws: what goes wrong is its outcome. A 2xx takes the delivery, whatever follows it. */
export function postWebhook(
  url: string,
  headers: Record<string, string>,
  body: string,
  agent: RequestFilteringHttpsAgent,
): Promise<Outcome> {
  const started = performance.now();
  const bytes = Buffer.from(body);
  const options: RequestOptions = {
    ...{ method: 'POST', agent, signal: AbortSignal.timeout(timeLimit) },
    headers: {
      ...{ 'content-type': 'application/json', 'content-length': bytes.length, 'user-agent': 'Keelson-Webhooks' },
      ...headers,
    },
  };
  return new Promise((done) => {
    const end = (status: number | null, failure: string | null, excerpt: string | null = null) => {
      const milliseconds = Math.round(performance.now() - started);
      done({ taken: failure === null, status, failure, excerpt, milliseconds });
    };
    let answered = false;
    try {
      const sent = request(url, options, (answer) => {
        answered = true;
        const status = answer.statusCode ?? 0;
        void readStart(answer).then((excerpt) => {
          sent.destroy();
          end(status, failureOf(status), excerpt);
        });
      });
      // Once there is an answer, its status stands, however it ends.
      sent.on('error', (error) => {
        if (!answered) end(null, sentenceOf(error));
      });
      sent.end(bytes);
    } catch (error) {
      end(null, sentenceOf(error as Error));
    }
  });
}

function failureOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `It answered ${status}: redirects are not followed.`;
  return `It answered ${status}.`;
}

/** How the answer starts: also of one that never ends, or breaks off. */
async function readStart(answer: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= longestAnswer) break;
    }
  } catch {
    // the status stands, and so does what came before
  }
  return excerptOf(Buffer.concat(chunks).toString('utf8'));
}

/** A receiver may send back what it was sent, or what it keeps: nothing that looks like a credential stays. */
export function excerptOf(text: string): string | null {
  const plain = text
    .replace(/\bwhsec_[\w+/=-]*/g, '***')
    .replace(/\bv1a?,[\w+/=]{20,}/g, '***')
    .replace(/\b(bearer|basic)\s+[\w.+/=~-]{8,}/gi, '$1 ***')
    .replace(
      /("?[\w-]*(?:secret|password|token|api[_-]?key|authorization|signature)[\w-]*"?\s*[:=]\s*)("[^"]*"|[^\s,;&}]+)/gi,
      '$1***',
    )
    // What terminals obey, and U+0000, which PostgreSQL does not keep.
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffd]+/g, ' ')
    .trim();
  return [...plain].slice(0, longestExcerpt).join('').toWellFormed() || null;
}

/** In our words: the errors of a connection name addresses that a private network may hide behind. */
function sentenceOf(error: Error & { code?: string }): string {
  const { name, code = '', message } = error;
  if (name === 'AbortError' || name === 'TimeoutError') return `It did not answer within ${timeLimit / 1_000} s.`;
  if (/is not allowed\. Because/.test(message)) return 'Its address is a private one.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name was not found.';
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|SSL|TLS|EPROTO/.test(code))
    return `Its certificate was not accepted (${code}).`;
  return /^[A-Z_]{3,40}$/.test(code) ? `The connection failed (${code}).` : 'The connection failed.';
}
