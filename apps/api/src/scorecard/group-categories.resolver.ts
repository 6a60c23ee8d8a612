import { Inject } from '@nestjs/common';
import { Args, Context, ID, InputType, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { StakeholderGroup } from '@keelson/backbone';
import { encodeId, type Actor } from '@keelson/platform';
import { GroupCategoriesService } from '@keelson/scorecard';
import { ArrayMaxSize } from 'class-validator';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { StakeholderGroupType } from '../backbone/group.type.js';
import type { RequestContext } from '../graphql/context.js';
import { IdField } from '../graphql/id.js';
import { payloadOf } from '../graphql/payload.js';
import { loadRelated } from '../graphql/related.js';

const GroupCategoriesPayload = payloadOf('NameGroupCategoriesPayload', 'stakeholderGroup', StakeholderGroupType);

@InputType()
export class NameGroupCategoriesInput {
  @IdField('StakeholderGroup')
  groupId: string;

  @IdField('Category', { list: true, description: 'All of them; an empty list takes back what was said.' })
  @ArrayMaxSize(250)
  categoryIds: string[];
}

@Resolver(() => StakeholderGroupType)
export class GroupCategoriesResolver {
  constructor(@Inject(GroupCategoriesService) private readonly service: GroupCategoriesService) {}

  @Mutation(() => GroupCategoriesPayload, {
    description: 'Says in which categories of dimensions figures show a group. For backbone staff.',
  })
  async nameGroupCategories(
    @CurrentActor() actor: Actor,
    @Args('input') { groupId, categoryIds }: NameGroupCategoriesInput,
  ) {
    return { stakeholderGroup: await this.service.nameGroupCategories(actor, groupId, categoryIds) };
  }

  @ResolveField(() => [ID], { description: 'The categories of dimensions in which figures show it.' })
  async categoryIds(@Parent() group: StakeholderGroup, @Context() context: RequestContext): Promise<string[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadGroupCategories(actor, ids);
    const rows = await loadRelated(context, 'StakeholderGroup.categoryIds', group.id, load, (row) => row.groupId);
    return rows.map(({ categoryId }) => encodeId('Category', categoryId));
  }
}
