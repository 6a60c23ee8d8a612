import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { requestOf } from './request.js';

/** Who acts: the first parameter of every verb. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).actor);
