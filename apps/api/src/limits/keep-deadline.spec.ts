import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { keepDeadline } from './keep-deadline.js';

let server: FastifyInstance;
let address: string;
let ended = 0;

beforeAll(async () => {
  server = fastify({ genReqId: () => 'the id' });
  keepDeadline(server, () => 100);
  server.addHook('onSend', async (request, reply) => void reply.header('x-request-id', request.id));
  const late = async () => {
    await pause(250);
    ended += 1;
    return { late: true };
  };
  server.get('/late', late);
  server.post('/graphql', late);
  server.get('/soon', async () => ({ soon: true }));
  server.get('/stream', (_request, reply) => {
    async function* lines() {
      for (let i = 0; i < 5; i++) {
        yield `${i}\n`;
        await pause(60);
      }
    }
    return reply.type('text/csv').send(Readable.from(lines()));
  });
  address = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

describe('the deadline of a request', () => {
  it('answers for a handler that has not', async () => {
    const reply = await fetch(`${address}/late`);
    expect(reply.status).toBe(503);
    expect(reply.headers.get('x-request-id')).toBe('the id');
    expect(await reply.json()).toEqual({
      error: { code: 'UNAVAILABLE', message: 'This took too long. Ask for less, or try again in a moment.' },
    });
  });

  it('answers a query in the shape of GraphQL', async () => {
    const reply = await fetch(`${address}/graphql`, post);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'the id' } }],
    });
  });

  it('lets the handler end in peace, and the connection serve the next request', async () => {
    await pause(300);
    expect(ended).toBe(2);
    expect(await (await fetch(`${address}/soon`)).json()).toEqual({ soon: true });
  });

  it('never cuts what has begun to stream', async () => {
    const reply = await fetch(`${address}/stream`);
    expect([reply.status, await reply.text()]).toEqual([200, '0\n1\n2\n3\n4\n']);
  });
});
