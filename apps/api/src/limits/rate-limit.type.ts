import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({
  description:
    'Points pay for queries: an object costs 1, a connection its page size times what one item costs, a mutation 10 more. They come back by the second. When they are spent the answer is THROTTLED, with `Retry-After`.',
})
export class RateLimit {
  @Field(() => Int, { description: 'The points that this query was charged.' })
  cost: number;

  @Field(() => Int, { description: 'The most points that one query may cost.' })
  maximumQueryCost: number;

  @Field(() => Int, { description: 'How many points there are when none is spent.' })
  maximumAvailable: number;

  @Field(() => Int, { description: 'How many are left after this query.' })
  currentlyAvailable: number;

  @Field(() => Int, { description: 'How many come back in a second.' })
  restoreRate: number;
}
