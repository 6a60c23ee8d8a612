import 'reflect-metadata';
import { Agent } from 'node:https';
import { makeCertificate, startReceiver, type Receiver } from '../testing/index.js';
import { agentFor, excerptOf, postWebhook } from './post-webhook.js';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
afterEach(() => {
  receiver.answer = (_, response) => void response.writeHead(204).end();
});

/** As the worker's, which trusts the receiver's certificate. */
function trusting(allowed = ['127.0.0.1', '::1']): ReturnType<typeof agentFor> {
  const agent = agentFor(allowed);
  (agent as Agent).options.ca = receiver.certificate.cert;
  return agent;
}
const post = (url = receiver.url, agent = trusting()) =>
  postWebhook(url, { 'webhook-id': 'whd_1' }, '{"a":"ä"}', agent);

describe('an attempt', () => {
  it('posts the bytes with the headers, and is taken by a 2xx', async () => {
    expect(await post()).toMatchObject({ taken: true, status: 204, failure: null, excerpt: null });
    expect(receiver.received.at(-1)).toMatchObject({
      body: '{"a":"ä"}',
      headers: { 'content-type': 'application/json', 'webhook-id': 'whd_1', 'content-length': '10' },
    });
  });

  it('is not taken by any other status, and keeps how the answer starts', async () => {
    receiver.answer = (_, response) => void response.writeHead(500).end(`broken\u0000\n${'é'.repeat(600)}`);
    const { excerpt, ...outcome } = await post();
    expect(outcome).toMatchObject({ taken: false, status: 500, failure: 'It answered 500.' });
    expect(excerpt).toBe(`broken ${'é'.repeat(493)}`);
  });

  it('follows no redirect', async () => {
    receiver.answer = (_, response) => void response.writeHead(302, { location: receiver.url }).end();
    const before = receiver.received.length;
    expect(await post()).toMatchObject({ status: 302, failure: 'It answered 302: redirects are not followed.' });
    expect(receiver.received.length).toBe(before + 1);
  });

  it('reads no more than the start of an answer that never ends', async () => {
    let written = 0;
    receiver.answer = (_, response) => {
      const block = Buffer.alloc(65_536, 'x');
      const pour = () => {
        while (!response.destroyed && written < 1e9 && response.write(block)) written += block.length;
        if (written < 1e9) response.once('drain', pour);
      };
      response.writeHead(200);
      pour();
    };
    const outcome = await post();
    expect(outcome).toMatchObject({ taken: true, status: 200, excerpt: 'x'.repeat(500) });
    expect(outcome.milliseconds).toBeLessThan(5_000);
    expect(written).toBeLessThan(20e6);
  });

  it('gives up an endpoint that hangs, before its answer and within it', async () => {
    receiver.answer = () => undefined;
    const silent = post();
    const dripping = startReceiver(receiver.certificate).then(async (other) => {
      other.answer = (_, response) => {
        response.writeHead(503);
        response.write('a drop');
      };
      const outcome = await post(other.url);
      await other.stop();
      return outcome;
    });
    expect(await silent).toMatchObject({ status: null, failure: 'It did not answer within 10 s.' });
    expect(await dripping).toMatchObject({ status: 503, failure: 'It answered 503.', excerpt: 'a drop' });
  }, 30_000);

  it.each([
    ['nobody vouches for', makeCertificate(), /^Its certificate was not accepted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\.$/],
    ['has ended', makeCertificate({ ended: true }), /^Its certificate was not accepted \(CERT_HAS_EXPIRED\)\.$/],
  ])('sends nothing to a receiver whose certificate %s', async (_, certificate, failure) => {
    const other = await startReceiver(certificate);
    const agent = trusting();
    if (String(failure).includes('EXPIRED')) (agent as Agent).options.ca = certificate.cert;
    expect(await post(other.url, agent)).toMatchObject({ taken: false, failure: expect.stringMatching(failure) });
    expect(other.received).toEqual([]);
    await other.stop();
  });

  it('says that nobody listens without saying where', async () => {
    const gone = await startReceiver();
    await gone.stop();
    expect(await post(gone.url)).toMatchObject({ failure: 'The connection failed (ECONNREFUSED).' });
  });
});

describe('a private address', () => {
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '2130706433', '127.1', '0x7f.1'];
  it.each(hosts)('%s is not connected to', async (host) => {
    const before = receiver.connections;
    const outcome = await post(`https://${host}:${receiver.port}/`, trusting([]));
    expect(outcome).toMatchObject({ taken: false, failure: 'Its address is a private one.' });
    expect(receiver.connections).toBe(before);
  });

  it.each(['10.0.0.1', '192.168.1.1', '169.254.169.254', '[fe80::1]', '[fd00::1]', '100.64.0.1', '[64:ff9b::7f00:1]'])(
    '%s is not connected to either',
    async (host) => {
      expect(await post(`https://${host}/`, trusting([]))).toMatchObject({ failure: 'Its address is a private one.' });
    },
  );

  it('is not connected to by a name that led elsewhere when it was looked at before', async () => {
    const answers = ['93.184.215.14', '127.0.0.1'];
    const agent = trusting([]);
    const lookups: string[] = [];
    Object.assign((agent as Agent).options, {
      lookup: (name: string, options: { all?: boolean }, done: (...told: unknown[]) => void) => {
        const address = answers.shift() ?? '127.0.0.1';
        lookups.push(name);
        if (options.all) done(null, [{ address, family: 4 }]);
        else done(null, address, 4);
      },
    });
    answers.shift(); // what somebody would have seen who looked first and connected later
    const before = receiver.connections;
    expect(await post(`https://rebind.example.org:${receiver.port}/`, agent)).toMatchObject({
      failure: 'Its address is a private one.',
    });
    expect(lookups).toEqual(['rebind.example.org']);
    expect(receiver.connections).toBe(before);
  });

  it('is connected to where the settings name its network', async () => {
    expect(await post(receiver.url, trusting(['127.0.0.0/8']))).toMatchObject({ taken: true });
  });
});

describe('what is kept of an answer', () => {
  it.each([
    ['bad secret whsec_c2VjcmV0c2VjcmV0', 'bad secret ***'],
    ['got v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', 'got ***'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: *** ***'],
    ['{"api_key":"k-123","ok":false}', '{"api_key":***,"ok":false}'],
    ['password=hunter2&x=1', 'password=***&x=1'],
    ['\u001b[31mred\r\n', '[31mred'],
    ['', null],
  ])('of %j is %j', (text, kept) => {
    expect(excerptOf(text)).toBe(kept);
  });
});
