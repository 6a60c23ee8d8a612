import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { Config, Database } from '@keelson/platform';
import { Jobs } from './jobs.js';

/** Answers GET /health: 200 when the database and the queue answer this worker, 503 otherwise. */
export async function serveHealth(app: INestApplicationContext): Promise<{ server: Server; address: string }> {
  const { KEELSON_HOST: host, KEELSON_WORKER_PORT: port } = app.get(Config);
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    const known = request.method === 'GET' && path === '/health';
    const answer = known ? check(app) : Promise.resolve({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    void answer.then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  return { server, address: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}` };
}

async function check(app: INestApplicationContext) {
  const [database, jobs] = await Promise.all([isDatabaseUp(app.get(Database)), app.get(Jobs).count()]);
  const queue = Object.values(jobs).every((counts) => counts !== null);
  const up = (it: boolean) => ({ status: it ? 'up' : 'down' });
  return {
    status: database && queue ? 200 : 503,
    body: { status: database && queue ? 'ok' : 'error', database: up(database), queue: { ...up(queue), jobs } },
  };
}

async function isDatabaseUp(database: Database): Promise<boolean> {
  const late = new Promise<false>((done) => setTimeout(() => done(false), 2_000).unref());
  const asked = database.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}
