import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { registerSources, type RegisterSource } from '@keelson/communications';
import { connectionOf } from '../graphql/connection.js';
import { enumOf } from '../graphql/enum.js';
import { DateScalar } from '../graphql/scalars.js';

export const RegisterSourceEnum = enumOf(registerSources);
registerEnumType(RegisterSourceEnum, {
  name: 'DecisionRegisterSource',
  description:
    'Taken in a CONVERSATION (a Decision), or by a decision BODY with seats and a confirmation (a BodyDecision).',
});

@ObjectType('RegisteredDecision', { description: 'A decision, wherever it was taken.' })
export class RegisteredDecisionType {
  @Field(() => RegisterSourceEnum)
  source: RegisterSource;

  @Field(() => DateScalar)
  decidedOn: string;

  @Field(() => String)
  text: string;

  @Field(() => String)
  why: string;

  @Field(() => String, { nullable: true })
  dissent: string | null;

  @Field(() => Boolean, {
    description: 'It holds: not superseded, and, of a body, confirmed and not past an interim end.',
  })
  standing: boolean;
}

@ObjectType()
export class RegisteredDecisionConnection extends connectionOf(RegisteredDecisionType, 'RegisteredDecision') {}
