import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Milliseconds; all of it together ends well before the attempt counts as lost. */
const limits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };
const timeLimit = 45_000;

/** UNKNOWN: the server was given the mail, and nobody can say whether it took it. */
export type Handed = { result: 'TAKEN' } | { result: 'REFUSED' | 'DEFERRED' | 'UNKNOWN'; reason: string };

/**
 * Hands one mail to a server. `beforeText` runs when the server is ready for the text and before it gets a byte of it:
 * what breaks off until then has sent nothing. When it throws, nothing is sent.
 */
export function handOverMail(
  server: string,
  envelope: { from: string; to: string },
  mail: Buffer,
  beforeText: () => Promise<void>,
): Promise<Handed> {
  const options = parseConnectionUrl(server);
  const { auth } = options;
  // Nobody between the two may read the password, or have the server seem to know no TLS.
  const requireTLS = auth !== undefined && !/^(localhost|127\.|\[?::1)/.test(options.host ?? '');
  const connection = new SMTPConnection({ ...options, ...limits, requireTLS });
  let given = false;
  return new Promise((done) => {
    const end = (handed: Handed) => {
      clearTimeout(timer);
      if (handed.result === 'TAKEN') connection.quit();
      else connection.close();
      done(handed);
    };
    const fail = (error: SMTPConnection.SMTPError) => end(resultOf(error, given));
    const timer = setTimeout(() => fail(new Error(`It took longer than ${timeLimit / 1_000} s.`)), timeLimit);
    const text = Readable.from(
      (async function* () {
        await beforeText();
        given = true;
        yield mail;
      })(),
    );
    // Closed without its last line, the server forgets what it has.
    text.on('error', fail);
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      const send = () => {
        connection.send(envelope, text, (failure) => (failure ? fail(failure) : end({ result: 'TAKEN' })));
      };
      if (!auth) return send();
      connection.login(auth, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

function resultOf(error: SMTPConnection.SMTPError, given: boolean): Handed {
  const { responseCode, command, code } = error;
  const answer = responseCode ? `The mail server answered ${responseCode}` : 'The mail server did not answer';
  const reason = `${answer}${command && command !== 'CONN' ? ` to ${command}` : ''}${code ? ` (${code})` : ''}.`;
  if (given && !responseCode) return { result: 'UNKNOWN', reason };
  // A wrong password of ours, or a server that wants one, is ours to correct: the mail is not to blame.
  const ofMail = /^(MAIL|RCPT|DATA)/.test(command ?? '') && code !== 'EAUTH' && responseCode !== 530;
  return { result: ofMail && responseCode && responseCode >= 500 ? 'REFUSED' : 'DEFERRED', reason };
}
