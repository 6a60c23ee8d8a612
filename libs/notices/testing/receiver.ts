import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate, type TestCertificate } from './certificate.js';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

/** A real https server that receives webhooks. */
export interface Receiver {
  url: string;
  port: number;
  certificate: TestCertificate;
  received: Received[];
  connections: number;
  /** How it answers; 204 unless told. */
  answer: (request: Received, response: ServerResponse) => void;
  stop(): Promise<void>;
}

export async function startReceiver(certificate = makeCertificate(), host = '127.0.0.1'): Promise<Receiver> {
  const server = createServer(certificate, (request, response) => {
    void bodyOf(request).then((body) => {
      const one = { path: request.url ?? '', headers: request.headers, body, at: Date.now() };
      receiver.received.push(one);
      receiver.answer(one, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    ...{ url: `https://127.0.0.1:${port}/hook`, port, certificate, received: [], connections: 0 },
    answer: (_, response) => void response.writeHead(204).end(),
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  server.on('connection', () => receiver.connections++);
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    // whoever sent it was killed
  }
  return Buffer.concat(chunks).toString();
}
