import { Inject } from '@nestjs/common';
import { Context, Query, Resolver } from '@nestjs/graphql';
import { Config } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';
import { mostPoints, tightestBucket } from './charge-request.js';
import { RateLimit } from './rate-limit.type.js';

@Resolver(() => RateLimit)
export class RateLimitResolver {
  constructor(@Inject(Config) private readonly config: Config) {}

  @Query(() => RateLimit, {
    nullable: true,
    description:
      "How many points your key or you have left, or your coalition's keys and people together when those are fewer. The same stands in `extensions.cost` of every answer.",
  })
  rateLimit(@Context() { charge }: RequestContext): RateLimit | null {
    const maximumQueryCost = Math.min(mostPoints, this.config.KEELSON_RATE_POINTS);
    return charge ? { cost: charge.cost, maximumQueryCost, ...tightestBucket(charge) } : null;
  }
}
