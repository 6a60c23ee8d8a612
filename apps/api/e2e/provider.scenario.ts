import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Whom the provider will sign in next, and what it says of them. */
export interface Account {
  sub: string;
  email?: string;
  email_verified?: boolean;
  amr?: string[];
}

export interface TestProvider {
  issuer: string;
  /** Who sits at the browser. */
  account: Account;
  stop(): Promise<void>;
}

export const client = { id: 'keelson', secret: 'a secret between Keelson and its provider' };

/** A real OpenID Connect provider on loopback that signs in whoever it is told, without asking for a password. */
export async function startProvider(redirectUri: string, port = 0): Promise<TestProvider> {
  const server = await listen(port);
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: TestProvider = {
    issuer,
    account: { sub: 'nobody' },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    // As most providers do: what the scopes ask for stands in the ID token only where there is no other way to ask.
    conformIdTokenClaims: true,
    pkce: { required: () => true },
    cookies: { keys: ['for these tests only'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...running.account, sub }) }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const { sub, amr } = running.account;
    void (async () => {
      const { params, prompt, grantId } = await provider.interactionDetails(request, response);
      if (prompt.name === 'login') {
        await provider.interactionFinished(request, response, { login: { accountId: sub, amr } });
        return;
      }
      const grant =
        (grantId ? await provider.Grant.find(grantId) : undefined) ??
        new provider.Grant({ accountId: sub, clientId: String(params['client_id']) });
      grant.addOIDCScope(String(params['scope']));
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    })();
  });
  return running;
}

async function listen(port = 0): Promise<Server> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return server;
}

/** Where nobody listens. */
export async function freePort(): Promise<number> {
  const server = await listen();
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Follows redirects and keeps cookies as a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every address that it came to. */
  readonly visited: string[] = [];

  async open(address: string, until: (url: URL) => boolean = () => false): Promise<Response> {
    let url = new URL(address);
    for (let hops = 0; hops < 12; hops++) {
      this.visited.push(url.href);
      const cookies = [...this.cookies].flatMap(([key, value]) => (key.startsWith(`${url.host} `) ? [value] : []));
      const headers = { accept: 'text/html', cookie: cookies.join('; ') };
      const response = await fetch(url, { headers, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) this.keep(url.host, line);
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399) return response;
      url = new URL(location, url);
      if (until(url)) {
        this.visited.push(url.href);
        return response;
      }
    }
    throw new Error(`Round in circles: ${this.visited.join(' ')}`);
  }

  cookie(host: string, name: string): string | undefined {
    return this.cookies.get(`${host} ${name}`);
  }

  private keep(host: string, line: string): void {
    const [pair = ''] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const gone = /max-age=0|expires=Thu, 01 Jan 1970/i.test(line);
    if (gone) this.cookies.delete(`${host} ${name}`);
    else this.cookies.set(`${host} ${name}`, pair);
  }
}
