import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import type { Context, Disposable, SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { Config, faultOf, newId, Unauthenticated, type Actor } from '@keelson/platform';
import { Authentication } from '../auth/authenticate.js';
import { Charges } from '../limits/charge-request.js';
import type { RequestContext } from './context.js';
import { readSubscription, refuse, toFormatted } from './read-subscription.js';

/** What a page shows at once; each waits for events in memory. */
const subscriptionsPerSocket = 10;
/** Tabs and devices of one person, in one API process; each holds a connection. */
const socketsPerPerson = 20;
/** Documents with their variables; answers may be longer. */
const longestMessage = 64 * 1024;
/** After our goodbye; ws itself would wait for 30 s. */
const patience = 1_000;

type Connection = Context<Record<string, unknown> | undefined, Extra & { actor?: Actor }>;

/** Subscriptions, over graphql-transport-ws on the path of the queries, with the same rules and the same budget. */
@Injectable()
export class Subscriptions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Subscriptions');
  private readonly sockets = new Map<string, Set<WebSocket>>();
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  private serving: Disposable | undefined;

  constructor(
    @Inject(HttpAdapterHost) private readonly adapter: HttpAdapterHost,
    @Inject(GraphQLSchemaHost) private readonly schema: GraphQLSchemaHost,
    @Inject(Authentication) private readonly authentication: Authentication,
    @Inject(Charges) private readonly charges: Charges,
    @Inject(Config) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.serving = useServer<Record<string, unknown> | undefined, { actor?: Actor }>(
      {
        onConnect: (connection) => this.connect(connection),
        onSubscribe: (connection, _id, payload) => this.subscribe(connection, payload),
        onNext: (_connection, _id, _payload, { contextValue }, { data, errors }) =>
          errors && { data, errors: errors.map((error) => toFormatted(error, contextValue as RequestContext)) },
        onError: (_connection, _id, _payload, errors) => errors.map((error) => toFormatted(error)),
        onClose: ({ extra }) => this.forget(extra),
        isProd: true,
      },
      this.server,
    );
    const http = this.adapter.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Before the HTTP server closes, which waits for every connection. */
  async beforeApplicationShutdown(): Promise<void> {
    const late = setTimeout(() => this.server.clients.forEach((socket) => socket.terminate()), patience);
    await this.serving?.dispose();
    clearTimeout(late);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nx-request-id: ${newId()}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    if (request.url?.split('?')[0] !== '/graphql') return void refuse('404 Not Found');
    if (!this.mayComeFrom(request)) return void refuse('403 Forbidden');
    this.server.handleUpgrade(request, socket, head, (client) => this.server.emit('connection', client, request));
  }

  /** Browsers let any page open a socket, and say which page it is; other clients send no Origin. */
  private mayComeFrom({ headers: { origin, host } }: IncomingMessage): boolean {
    if (!origin || this.config.KEELSON_ORIGINS.includes(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  /** `connection_init` carries `{"authorization": "Bearer …"}`: browsers can set no header here. False closes with 4403. */
  private async connect(connection: Connection): Promise<boolean> {
    const { socket } = connection.extra;
    try {
      const actor = await this.authentication.authenticate(requestOf(connection));
      connection.extra.actor = actor;
      const sockets = this.sockets.get(actor.personId) ?? new Set();
      if (sockets.size >= socketsPerPerson) {
        socket.close(4403, `At most ${socketsPerPerson} sockets of a person.`);
        return false;
      }
      this.sockets.set(actor.personId, sockets.add(socket));
      return true;
    } catch (error) {
      if (!(error instanceof Unauthenticated)) this.fail(socket, error);
      return false;
    }
  }

  private async subscribe(
    connection: Connection,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    if (Object.keys(connection.subscriptions).length > subscriptionsPerSocket) {
      return [refuse('THROTTLED', `At most ${subscriptionsPerSocket} subscriptions of a socket.`)];
    }
    const { schema } = this.schema;
    const read = readSubscription(schema, payload);
    if ('errors' in read) return read.errors;
    const context: RequestContext = { request: requestOf(connection), loaders: new Map(), related: new Map() };
    context.renew = async () => {
      const actor = await this.authenticateAgain(connection);
      context.request.actor = actor;
      context.loaders.clear();
      context.related.clear();
      return actor;
    };
    try {
      await context.renew();
      const { document, operation } = read;
      await this.charges.charge(context, { schema, document, operation, variables: payload.variables ?? {} });
      const { operationName, variables: variableValues } = payload;
      return { schema, document, operationName, variableValues, contextValue: context };
    } catch (error) {
      return [refuse.because(error, context)];
    }
  }

  /** A token expires and a key is revoked while its socket stays open. */
  private async authenticateAgain(connection: Connection): Promise<Actor> {
    const { socket } = connection.extra;
    try {
      return await this.authentication.authenticate(requestOf(connection));
    } catch (error) {
      if (error instanceof Unauthenticated) socket.close(4401, 'This credential does not hold any more.');
      throw error;
    }
  }

  private forget({ socket, actor }: Connection['extra']): void {
    if (!actor) return;
    const sockets = this.sockets.get(actor.personId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.sockets.delete(actor.personId);
  }

  private fail(socket: WebSocket, error: unknown): void {
    this.log.error(faultOf(error));
    socket.close(1011, 'Something went wrong on our side.');
  }
}

/** The connection as the request that passport's strategies know; a new one each time, for each is asked once. */
function requestOf({ connectionParams, extra }: Connection): RequestContext['request'] {
  const given = connectionParams?.['authorization'];
  const text = typeof given === 'string' ? given : '';
  const authorization = /^Bearer /i.test(text) ? text : `Bearer ${text}`;
  const { headers, socket, url } = extra.request;
  const request = { id: newId(), ip: socket.remoteAddress, method: 'GET', url, headers: { ...headers, authorization } };
  return request as unknown as RequestContext['request'];
}
