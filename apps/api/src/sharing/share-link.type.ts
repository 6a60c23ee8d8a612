import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Audience } from '@keelson/reports';
import { shareLinkStates } from '@keelson/sharing';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { AudienceEnum } from '../reports/report.type.js';

export const ShareLinkStateEnum = enumOf(shareLinkStates);
registerEnumType(ShareLinkStateEnum, {
  name: 'ShareLinkState',
  description:
    'OPEN leads to the report. WITHDRAWN: the report is no longer published to the audience; when it is published again, a new link is needed.',
});

@NodeType(
  'ShareLink',
  'An address by which whoever has it sees one report as one audience does, without an account. For backbone staff.',
)
export class ShareLinkType extends Node {
  @Field(() => AudienceEnum, { description: 'As whom the report is shown.' })
  audience: Audience;

  @Field(() => String, { description: 'For whom it was made.' })
  name: string;

  @Field(() => [String], { description: 'The origins whose pages may show it in a frame; empty: none.' })
  embeddedAt: string[];

  @Field(() => DateTimeScalar)
  createdAt: Date;

  @Field(() => DateTimeScalar)
  expiresAt: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt: Date | null;

  @Field(() => Int, { description: 'How often the page, a frame or a file was fetched.' })
  uses: number;

  @Field(() => DateTimeScalar, { nullable: true })
  lastUsedAt: Date | null;
}

@ObjectType('ShareLinkUse', { description: 'That the report was fetched by a link.' })
export class ShareLinkUseType {
  @Field(() => DateTimeScalar)
  at: Date;

  @Field(() => String, { description: '"page", "embed", or the ending of a file, such as "pdf".' })
  content: string;

  @Field(() => String, {
    description:
      'Where from: the first 24 bits of an IPv4 address, the first 48 of an IPv6 address. The rest is not kept.',
  })
  network: string;
}

@ObjectType()
export class ShareLinkConnection extends connectionOf(ShareLinkType, 'ShareLink') {}

@ObjectType()
export class ShareLinkUseConnection extends connectionOf(ShareLinkUseType, 'ShareLinkUse') {}
