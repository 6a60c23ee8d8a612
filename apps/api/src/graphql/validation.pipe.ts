import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { InvalidInput, type Problem, type UserErrorCode } from '@keelson/platform';

const codes: Record<string, UserErrorCode> = {
  isNotEmpty: 'REQUIRED',
  isDefined: 'REQUIRED',
  minLength: 'REQUIRED',
  maxLength: 'TOO_LONG',
  arrayMaxSize: 'TOO_MANY',
  arrayMinSize: 'REQUIRED',
  min: 'OUT_OF_RANGE',
  max: 'OUT_OF_RANGE',
};

/** class-validator, with its findings as the one InvalidInput that everybody else throws too. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    exceptionFactory: (errors) => new InvalidInput(errors.flatMap((error) => problemsOf(error, []))),
  });
}

function problemsOf(error: ValidationError, path: string[]): Problem[] {
  const field = [...path, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({
    code: codes[name] ?? 'INVALID',
    field,
    message: sentence(message),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, field))];
}

function sentence(message: string): string {
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return capital.endsWith('.') ? capital : `${capital}.`;
}
