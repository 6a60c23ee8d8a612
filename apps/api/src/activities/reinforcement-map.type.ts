import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { ActivityFiguresType } from './activity-figures.type.js';

@ObjectType('MapNode', {
  description:
    'An activity on the map. Its place is computed by ForceAtlas2 from a circle in the order of the ids, by a fixed number ' +
    'of steps and without chance: the same activities and links are drawn the same everywhere.',
})
export class MapNodeType {
  @Field(() => Int, { description: 'From 0 (left) to 1,000 (right).' })
  x: number;

  @Field(() => Int, { description: 'From 0 (top) to 1,000 (bottom).' })
  y: number;

  @Field(() => Int, { description: 'Which of the components it belongs to; 1 is the largest.' })
  component: number;

  @Field(() => Boolean, { description: 'ACTIVE, without a confirmed link to what is not stopped.' })
  isolated: boolean;
}

@ObjectType('ActivitySet', { description: 'Activities that belong together for a reason that the field says.' })
export class ActivitySetType {}

@ObjectType('CriticalStep', { description: 'A milestone on the critical path.' })
export class CriticalStepType {
  @Field(() => DateScalar)
  dueDate: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Days since the step before is due; negative: due before what it waits for. Null for the first.',
  })
  slackDays: number | null;
}

@ObjectType('PossibleOverlap', { description: 'Two activities that may not know of each other.' })
export class PossibleOverlapType {
  @Field(() => [String], { description: 'Codes of the goals that both serve.' })
  goalCodes: string[];

  @Field(() => String, { description: 'Where both happen, as the first of them writes it.' })
  place: string;
}

@ObjectType('NotReferred', { description: 'People who are served by one activity and not referred onward.' })
export class NotReferredType {}

@ObjectType('ReinforcementMap', {
  description:
    "How a coalition's activities hang together. On it stands what is PLANNED, ACTIVE or PAUSED, and what is DONE where a " +
    'confirmed link ties it to that. Links that are only proposed are drawn apart and count nowhere.',
})
export class ReinforcementMapType {
  @Field(() => DateTimeScalar)
  asOf: Date;

  @Field(() => ActivityFiguresType)
  figures: ActivityFiguresType;

  @Field(() => [MapNodeType], { description: 'By id: in the order in which they were made.' })
  nodes: MapNodeType[];

  @Field(() => [CriticalStepType], {
    description:
      'The way of open milestones that the end of all work hangs on. A milestone comes after the one of its activity that is ' +
      'due before it, and the first of an activity after the last of each activity that it DEPENDS_ON, also by way of ' +
      'activities without milestones. It is reached when it is due, or when the latest that it comes after is reached, if ' +
      'that is later. The path ends where the last is reached, and goes back each time to what is reached latest. ' +
      'Milestones without a day and links in a circle are left out.',
  })
  criticalPath: CriticalStepType[];

  @Field(() => [PossibleOverlapType], {
    description:
      'Two that are PLANNED, ACTIVE or PAUSED and share a goal, a group and a place (but for case and accents), with no ' +
      'link between them, not even a proposed one.',
  })
  possibleOverlaps: PossibleOverlapType[];

  @Field(() => [NotReferredType], {
    description:
      'An ACTIVE PROGRAM and a group of its, where other ACTIVE PROGRAMs serve the same group at the same place or for the ' +
      'same goal, and no confirmed link REFERS from it to any of them.',
  })
  notReferred: NotReferredType[];
}
