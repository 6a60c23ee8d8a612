import { Inject, Injectable, Logger } from '@nestjs/common';
import * as client from 'openid-client';
import { Config, NotFound, Unauthenticated } from '@keelson/platform';
import type { ProvidedIdentity } from '@keelson/identity';

/** In seconds; whoever signs in waits for it. */
const patience = 5;
/** Values of `amr` (RFC 8176) by which a provider says that it asked for more than a password. */
const secondFactors = ['mfa', 'otp', 'hwk'];

/** What has to come back unchanged, and stays with the browser until then. */
export interface OidcMemory {
  state: string;
  nonce: string;
  verifier: string;
}

export interface ProvidedSignIn extends ProvidedIdentity {
  secondFactor: boolean;
}

/** The provider cannot be asked right now. */
export class ProviderAway extends Error {}

/** The one OpenID Connect provider of an installation: authorization code with PKCE, state and nonce. */
@Injectable()
export class OidcClient {
  private readonly log = new Logger('OpenID Connect');
  private discovered: Promise<client.Configuration> | undefined;

  constructor(@Inject(Config) private readonly config: Config) {}

  get name(): string | null {
    return this.config.KEELSON_OIDC_NAME ?? null;
  }

  /** Where people reach this API. */
  get publicUrl(): string {
    const { KEELSON_PUBLIC_URL, KEELSON_HOST, KEELSON_PORT } = this.config;
    const host = KEELSON_HOST.includes(':') ? `[${KEELSON_HOST}]` : KEELSON_HOST;
    return KEELSON_PUBLIC_URL ?? `http://${host}:${KEELSON_PORT}`;
  }

  /** Where to send the browser, and what it must bring back. */
  async begin(): Promise<{ url: string; memory: OidcMemory }> {
    const provider = await this.discover();
    const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
    const url = client.buildAuthorizationUrl(provider, {
      ...{ redirect_uri: `${this.publicUrl}/auth/oidc/callback`, scope: 'openid email profile', state, nonce },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    return { url: url.href, memory: { state, nonce, verifier } };
  }

  /** Whom the provider names in its answer, which came to `path` with its query. */
  async finish(path: string, { state, nonce, verifier }: OidcMemory): Promise<ProvidedSignIn> {
    const provider = await this.discover();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    const answered = new URL(path, this.publicUrl);
    const tokens = await client
      .authorizationCodeGrant(provider, answered, checks)
      .catch((error: Error) => this.refuse(error));
    const claims = tokens.claims();
    if (!claims) throw new Unauthenticated(refused);
    // A provider may tell the address only to whoever asks for it.
    const told =
      claims['email'] !== undefined
        ? claims
        : await client
            .fetchUserInfo(provider, tokens.access_token, claims.sub)
            .catch((error: Error) => this.refuse(error));
    const { email, email_verified: verified } = told as { email?: unknown; email_verified?: unknown };
    const amr: unknown[] = Array.isArray(claims['amr']) ? claims['amr'] : [];
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: typeof email === 'string' ? email : null,
      emailVerified: verified === true,
      secondFactor: amr.some((method) => secondFactors.includes(String(method))),
    };
  }

  /** Asked at the first sign-in and kept; a provider that was away is asked again by the next one. */
  private discover(): Promise<client.Configuration> {
    const { KEELSON_OIDC_ISSUER: issuer, KEELSON_OIDC_CLIENT_ID: id, KEELSON_OIDC_CLIENT_SECRET: secret } = this.config;
    if (!issuer || !id) throw new NotFound('way to sign in: this installation knows no OpenID Connect provider');
    // The settings allow http for loopback alone.
    const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
    const options = { timeout: patience, execute };
    this.discovered ??= client
      .discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(secret), options)
      .catch((error: Error) => {
        this.discovered = undefined;
        this.log.warn(`${issuer} was not found: ${causeOf(error)}`);
        throw new ProviderAway(`${this.name ?? issuer} cannot be reached right now. Try again in a moment.`);
      });
    return this.discovered;
  }

  private refuse(error: Error): never {
    this.log.warn(`A sign-in was refused: ${causeOf(error)}`);
    const away = error instanceof TypeError || ['TimeoutError', 'AbortError'].includes(error.name);
    if (away)
      throw new ProviderAway(`${this.name ?? 'The provider'} cannot be reached right now. Try again in a moment.`);
    throw new Unauthenticated(refused);
  }
}

const refused = 'Your provider did not confirm this sign-in. Start again.';

/** Names and codes, never what was sent: that holds tokens. */
function causeOf(error: Error & { code?: unknown; error?: unknown; cause?: unknown }): string {
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return [error.message, error.code, error.error].filter((part) => typeof part === 'string').join(', ') + cause;
}
