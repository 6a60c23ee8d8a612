import { Injectable } from '@nestjs/common';
import passport from 'passport';
import { Unauthenticated, type Actor } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';

type Request = RequestContext['request'];
/** Passport's middleware, of which a credential in a header needs the request and the answer only. */
type Middleware = (request: Request, response: object, next: (error?: unknown) => void) => void;

/** Finds out who acts: a person's access token or an API key, through passport. */
@Injectable()
export class Authentication {
  private readonly running = new WeakMap<Request, Promise<Actor>>();

  /** Sets `request.actor`, once per request; throws Unauthenticated for a bad or missing credential. */
  authenticate(request: Request): Promise<Actor> {
    let running = this.running.get(request);
    if (!running) this.running.set(request, (running = this.askStrategies(request)));
    return running;
  }

  private async askStrategies(request: Request): Promise<Actor> {
    const actor = await new Promise<Actor | false | null | undefined>((done, fail) => {
      const middleware = passport.authenticate(
        ['access-token', 'api-key'],
        { session: false },
        (error: unknown, found?: unknown) => (error ? fail(error as Error) : done(found as Actor | false)),
      ) as Middleware;
      middleware(request, {}, (error) => (error ? fail(error as Error) : done(null)));
    });
    if (!actor) throw new Unauthenticated();
    request.actor = actor;
    return actor;
  }
}
