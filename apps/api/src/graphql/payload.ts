import { Type } from '@nestjs/common';
import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { userErrorCodes, type Problem, type UserErrorCode } from '@keelson/platform';
import { enumOf } from './enum.js';

export const UserErrorCodeEnum = enumOf(userErrorCodes);
registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'What is wrong with an input, for a program; the message says it to a person.',
});

@ObjectType({ description: 'Something that whoever filled in the input can correct.' })
export class UserError implements Problem {
  @Field(() => UserErrorCodeEnum)
  code: UserErrorCode;

  @Field(() => [String], { description: 'The path into the input, e.g. ["values", "3", "period"].' })
  field: string[];

  @Field(() => String, { description: 'What to do, in one sentence.' })
  message: string;
}

/** What every mutation answers with. The interceptor fills `userErrors`; the resolver returns the rest. */
@ObjectType({ isAbstract: true })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Empty when all went well; then the other fields are set.' })
  userErrors?: UserError[];
}

/** The payload of a mutation that answers with one object under one name. */
export function payloadOf<T>(name: string, key: string, type: Type<T>): Type<Payload & Record<string, unknown>> {
  @ObjectType(name)
  class OneObjectPayload extends Payload {}
  Field(() => type, { nullable: true })(OneObjectPayload.prototype, key);
  return OneObjectPayload as Type<Payload & Record<string, unknown>>;
}
