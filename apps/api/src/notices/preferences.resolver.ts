import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { PreferencesService } from '@keelson/notices';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { IdArg } from '../graphql/id.js';
import { payloadOf } from '../graphql/payload.js';
import { NoticePreferenceType } from './notice.type.js';
import { SetNoticePreferenceInput } from './notices.inputs.js';

const NoticePreferencePayload = payloadOf('NoticePreferencePayload', 'preference', NoticePreferenceType);

@Resolver(() => NoticePreferenceType)
export class PreferencesResolver {
  constructor(@Inject(PreferencesService) private readonly preferences: PreferencesService) {}

  @Query(() => [NoticePreferenceType], {
    nullable: true,
    description: 'Which mails you want of a coalition, one item for each kind.',
  })
  noticePreferences(@CurrentActor() actor: Actor, @IdArg('coalitionId', 'Coalition') coalitionId: string) {
    return this.preferences.listPreferences(actor, coalitionId);
  }

  @Mutation(() => NoticePreferencePayload, { description: 'Refuses such mails of a coalition, or takes them again.' })
  async setNoticePreference(
    @CurrentActor() actor: Actor,
    @Args('input') { coalitionId, kind, wanted }: SetNoticePreferenceInput,
  ) {
    return { preference: await this.preferences.setPreference(actor, coalitionId, { kind, wanted }) };
  }
}
