import { Inject, Injectable } from '@nestjs/common';
import {
  MilestonesService,
  ReinforcementLinksService,
  ResourcesService,
  type Milestone,
  type ReinforcementLink,
  type Resource,
} from '@keelson/activities';
import DataLoader from 'dataloader';
import type { Actor } from '@keelson/platform';
import type { RequestContext } from '../graphql/context.js';

interface Loaders {
  milestones: DataLoader<string, Milestone[]>;
  links: DataLoader<string, ReinforcementLink[]>;
  resources: DataLoader<string, Resource[]>;
}

/** What belongs to the activities of one answer: one statement per relation, however many activities there are. */
@Injectable()
export class ActivityRelations {
  private readonly loaders = new WeakMap<RequestContext, Loaders>();

  constructor(
    @Inject(MilestonesService) private readonly milestones: MilestonesService,
    @Inject(ReinforcementLinksService) private readonly links: ReinforcementLinksService,
    @Inject(ResourcesService) private readonly resources: ResourcesService,
  ) {}

  of(context: RequestContext, actor: Actor): Loaders {
    let loaders = this.loaders.get(context);
    if (!loaders) {
      loaders = {
        milestones: byActivity(
          (ids) => this.milestones.loadMilestonesOf(actor, ids),
          ({ activityId }) => [activityId],
        ),
        links: byActivity(
          (ids) => this.links.loadLinksOf(actor, ids),
          ({ fromActivityId, toActivityId }) => [fromActivityId, toActivityId],
        ),
        resources: byActivity(
          (ids) => this.resources.loadResourcesOf(actor, ids),
          ({ activityId }) => [activityId],
        ),
      };
      this.loaders.set(context, loaders);
    }
    return loaders;
  }
}

/** Without a cache: a request with several mutations reads what the earlier ones changed. */
function byActivity<T>(
  load: (activityIds: readonly string[]) => Promise<T[]>,
  activityIdsOf: (row: T) => string[],
): DataLoader<string, T[]> {
  return new DataLoader(
    async (activityIds) => {
      const rows = new Map<string, T[]>(activityIds.map((id) => [id, []]));
      for (const row of await load([...rows.keys()])) {
        for (const id of activityIdsOf(row)) rows.get(id)?.push(row);
      }
      return activityIds.map((id) => rows.get(id) ?? []);
    },
    { cache: false },
  );
}
