import { Field, InputType } from '@nestjs/graphql';
import type { PerspectiveDisposition } from '@keelson/activities';
import { IdField } from '../graphql/id.js';
import { TextField } from '../graphql/text.js';
import { PerspectiveDispositionEnum } from './perspective.type.js';

@InputType()
export class RecordOutsidePerspectiveInput {
  @IdField('Activity')
  activityId: string;

  @TextField(300, { description: 'Who looked at it from outside.' })
  fromWhom: string;

  @TextField(20_000, { description: 'What they said.' })
  text: string;
}

@InputType()
export class SkipOutsidePerspectiveInput {
  @IdField('OutsidePerspective')
  id: string;

  @TextField(2000, { nullable: true })
  reason?: string | null;
}

@InputType()
export class DisposeOfOutsidePerspectiveInput {
  @IdField('OutsidePerspective')
  id: string;

  @Field(() => PerspectiveDispositionEnum)
  disposition: PerspectiveDisposition;

  @TextField(5000, { description: 'What changed in the activity, or why nothing did.' })
  whatChanged: string;
}
