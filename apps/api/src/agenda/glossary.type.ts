import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { termLacks, termPositions, type TermLack, type TermPositionKind } from '@keelson/agenda';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { Node, NodeType } from '../graphql/node.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const TermPositionEnum = enumOf(termPositions);
registerEnumType(TermPositionEnum, { name: 'TermPositionKind' });

export const TermLackEnum = enumOf(termLacks);
registerEnumType(TermLackEnum, {
  name: 'TermLack',
  description:
    'What keeps a term from being agreed. TOO_FEW_POSITIONS: of less than half of the active members. ' +
    'GROUP_WITHOUT_POSITION: nobody who represents a most-impacted group took one. NEEDS_TALK: somebody asks to talk.',
});

@ObjectType('Translation')
export class TranslationType {
  @Field(() => String, { description: 'BCP 47, e.g. "es".' })
  language: string;

  @Field(() => String)
  text: string;
}

@ObjectType('TermDefinition', { description: 'What a term means, in one version; it never changes.' })
export class TermDefinitionType {
  @Field(() => Int, { description: '1, 2, 3… within its term.' })
  number: number;

  @Field(() => String)
  text: string;

  @Field(() => [String])
  looksLike: string[];

  @Field(() => [String])
  doesNotLookLike: string[];

  @Field(() => [TranslationType])
  translations: TranslationType[];

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType('TermPosition', { description: 'How a member stands to one version of a definition.' })
export class TermPositionType {
  @Field(() => TermPositionEnum)
  position: TermPositionKind;

  @Field(() => String, { nullable: true })
  note: string | null;

  @Field(() => DateTimeScalar, { description: 'Since when the organization stands so.' })
  since: Date;
}

@ObjectType('TermAgreement', {
  description:
    'How the active members (PARTNER or BACKBONE today) stand to the latest definition. A term is agreed with an example ' +
    'each way, positions of at least half of them and of each most-impacted group, and nobody who needs to talk.',
})
export class TermAgreementType {
  @Field(() => Boolean)
  agreed: boolean;

  @Field(() => [TermLackEnum])
  lacks: TermLack[];

  @Field(() => Int, { description: 'n: the active members.' })
  members: number;

  @Field(() => Int)
  positions: number;

  @Field(() => Int)
  agree: number;

  @Field(() => Int)
  canLiveWith: number;

  @Field(() => Int)
  needsTalk: number;

  @Field(() => [String], { description: 'Most-impacted groups that no member took a position for, by name.' })
  missingGroups: string[];
}

@NodeType('Term', 'A word that the members of a coalition define together.')
export class TermType extends Node {
  @Field(() => String)
  word: string;

  @Field(() => Boolean, {
    description:
      'Whether it must be agreed before an agenda is proposed. "respect", "trust" and "dignity" are, unless told.',
  })
  required: boolean;

  @Field(() => DateTimeScalar)
  createdAt: Date;
}

@ObjectType()
export class TermConnection extends connectionOf(TermType, 'Term') {}
