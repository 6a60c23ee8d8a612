import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  raw: string;
  /** Names in small letters; folded lines are one. */
  headers: Record<string, string>;
  text: string;
  html: string;
}

/** A real SMTP server on loopback that keeps what it is sent. */
export interface MailServer {
  url: string;
  mails: ReceivedMail[];
  /** Texts whose last line came; more than `mails` while one is not answered. */
  texts: number;
  /** What it says to a recipient: that it is welcome, an error with a code, or nothing. */
  refuse: (address: string) => { responseCode: number; message: string } | 'NEVER_ANSWER' | null;
  /** What it does with a text that came whole: takes it, never answers, or breaks the connection off. */
  take: () => 'TAKE' | 'NEVER_ANSWER' | 'BREAK';
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const breakAll = () => sockets.forEach((socket) => socket.destroy());
  const smtp = new SMTPServer({
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, closeTimeout: 100 },
    onRcptTo: ({ address }, _session, done) => {
      const refused = server.refuse(address);
      if (refused === 'NEVER_ANSWER') return;
      done(refused ? Object.assign(new Error(refused.message), refused) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        server.texts++;
        const what = server.take();
        if (what === 'BREAK') breakAll();
        if (what !== 'TAKE') return;
        server.mails.push(readMail(Buffer.concat(chunks).toString('utf8'), session));
        done();
      });
    },
  });
  smtp.on('error', () => undefined); // whoever sent was killed
  smtp.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => void smtp.listen(0, '127.0.0.1', done));
  const { port } = smtp.server.address() as AddressInfo;
  const server: MailServer = {
    ...{ url: `smtp://127.0.0.1:${port}`, mails: [], texts: 0, refuse: () => null, take: () => 'TAKE' },
    stop: () =>
      new Promise((done) => {
        breakAll();
        smtp.close(() => done());
      }),
  };
  return server;
}

function readMail(raw: string, { envelope }: SMTPServerSession): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = headersOf(head);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`);
  const part = (type: string) => {
    const found = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '';
    const [partHead = '', ...content] = found.trim().split('\r\n\r\n');
    return decode(content.join('\r\n\r\n'), headersOf(partHead)['content-transfer-encoding']);
  };
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    ...{ raw, headers, text: part('text/plain'), html: part('text/html') },
  };
}

function headersOf(head: string): Record<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines.map((line) => [line.split(':')[0]!.toLowerCase(), wordsOf(line.slice(line.indexOf(':') + 1).trim())]),
  );
}

/** RFC 2047; two encoded words beside each other are one text. */
function wordsOf(text: string): string {
  return text
    .replace(/\?= =\?UTF-8\?Q\?/g, '')
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/g, (_, word: string) => decode(word.replaceAll('_', ' '), 'quoted-printable'));
}

function decode(content: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return content;
  const bytes = content
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
