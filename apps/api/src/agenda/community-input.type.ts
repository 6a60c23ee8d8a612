import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  dispositions,
  inputChannels,
  inputKinds,
  type Disposition,
  type InputChannel,
  type InputKind,
} from '@keelson/agenda';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';

export const InputKindEnum = enumOf(inputKinds);
registerEnumType(InputKindEnum, { name: 'CommunityInputKind' });
export const InputChannelEnum = enumOf(inputChannels);
registerEnumType(InputChannelEnum, { name: 'CommunityInputChannel' });
export const DispositionEnum = enumOf(dispositions);
registerEnumType(DispositionEnum, { name: 'Disposition', description: 'What became of an input.' });
export const InputOrderEnum = enumOf(['OLDEST_FIRST', 'NEWEST_FIRST'] as const);
registerEnumType(InputOrderEnum, {
  name: 'CommunityInputOrder',
  description: 'By the day on which they were received.',
});

@NodeType(
  'CommunityInput',
  'What somebody from the community said, and what the coalition made of it: for backbone staff and partners. What is ' +
    'public of it stands at `GET /coalitions/col_…/you-said-we-did`.',
)
export class CommunityInputType extends Node {
  @Field(() => InputKindEnum)
  kind: InputKind;

  @Field(() => InputChannelEnum)
  channel: InputChannel;

  @Field(() => String)
  text: string;

  @Field(() => String, { nullable: true, description: 'Where an answer reaches whoever said it. Backbone staff only.' })
  contact: string | null;

  @Field(() => DateScalar)
  receivedOn: string;

  @Field(() => DispositionEnum, { nullable: true, description: 'Null while it is pending.' })
  disposition: Disposition | null;

  @Field(() => String, { nullable: true, description: 'What was done with it, or why not: "we did".' })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The words for it on the public list; null where it is not on it.',
  })
  youSaid: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  disposedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What was answered to the contact. Backbone staff only.' })
  reply: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  repliedAt: Date | null;
}

@ObjectType()
export class CommunityInputConnection extends connectionOf(CommunityInputType, 'CommunityInput') {}
