import { Inject, UseFilters } from '@nestjs/common';
import { Args, Context, Field, Mutation, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IdentityService, TotpService, type Person } from '@keelson/identity';
import { Forbidden, Unauthenticated, type Actor } from '@keelson/platform';
import { Attempts } from '../auth/attempts.js';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { TooManyAttemptsFilter } from '../auth/too-many-attempts.filter.js';
import type { RequestContext } from '../graphql/context.js';
import { Payload } from '../graphql/payload.js';
import { PersonType } from './person.type.js';

@ObjectType()
class StartTotpPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'To type into an authenticator. Shown this once.' })
  secret?: string;

  @Field(() => String, { nullable: true, description: 'The same as an otpauth:// address.' })
  uri?: string;

  @Field(() => String, { nullable: true, description: 'The same as a picture: a data URL of an SVG.' })
  qr?: string;
}

@ObjectType()
class ConfirmTotpPayload extends Payload {
  @Field(() => [String], {
    nullable: true,
    description: 'Each signs you in once without the authenticator. Shown this once: print them.',
  })
  recoveryCodes?: string[];
}

@ObjectType()
class DisableTotpPayload extends Payload {
  @Field(() => Boolean, { nullable: true })
  disabled?: boolean;
}

const code = () => Args('code', { type: () => String, description: 'Six digits of your authenticator.' });

/** The second factor of whoever is signed in. */
@UseFilters(TooManyAttemptsFilter)
@Resolver(() => PersonType)
export class TotpResolver {
  constructor(
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(TotpService) private readonly totp: TotpService,
  ) {}

  @Mutation(() => StartTotpPayload, { description: 'Makes the secret of a second factor; `confirmTotp` turns it on.' })
  async startTotp(@CurrentActor() actor: Actor) {
    requirePerson(actor);
    const person = await this.identity.findPerson(actor.personId);
    if (!person) throw new Unauthenticated();
    return this.totp.begin(person);
  }

  @Mutation(() => ConfirmTotpPayload, { description: 'Turns the second factor on with its first code.' })
  async confirmTotp(@CurrentActor() actor: Actor, @code() text: string, @Context() context: RequestContext) {
    requirePerson(actor);
    return { recoveryCodes: await this.limited(context, () => this.totp.confirm(actor, text)) };
  }

  @Mutation(() => DisableTotpPayload, { description: 'Turns the second factor off; takes a code or a recovery code.' })
  async disableTotp(@CurrentActor() actor: Actor, @code() text: string, @Context() context: RequestContext) {
    await this.limited(context, () => this.totp.disable(actor, text));
    return { disabled: true };
  }

  @ResolveField(() => Boolean, { nullable: true, description: 'Whether you have a second factor; null for others.' })
  hasSecondFactor(@Parent() person: Person, @Context() { request }: RequestContext) {
    return request.actor?.personId === person.id ? this.totp.isEnrolled(person.id) : null;
  }

  private limited<T>({ request }: RequestContext, attempt: () => Promise<T>): Promise<T> {
    return this.attempts.limit({ account: `totp ${request.actor?.personId}`, address: request.ip }, attempt);
  }
}

function requirePerson(actor: Actor): void {
  if (actor.keyId) throw new Forbidden('A key has no second factor; sign in.');
}
