import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { noticeKinds, type NoticeKind } from '@keelson/notices';
import { enumOf } from '../graphql/enum.js';

export const NoticeKindEnum = enumOf(noticeKinds);
registerEnumType(NoticeKindEnum, {
  name: 'NoticeKind',
  description:
    'What is mailed to members. REPORT_PUBLISHED and REPORT_RESTATED: to the audience. SUBMISSION_APPROVED and SUBMISSION_RETURNED: to those who ' +
    'speak for the organization. WEBHOOK_DISABLED: to backbone staff. AGREEMENT_EXPIRING: to these and to those who speak for a party. COMMITMENT_OVERDUE: to those who speak for a holder. WEEKLY_DIGEST: to everybody, on Mondays; refused, it is still kept for `digests`. Nobody is written of what they did themselves.',
});

@ObjectType({ description: 'Whether you want such mails of a coalition.' })
export class NoticePreferenceType {
  @Field(() => NoticeKindEnum)
  kind: NoticeKind;

  @Field(() => Boolean, { description: 'True until you refuse them.' })
  wanted: boolean;
}
