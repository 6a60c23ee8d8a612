import { applyDecorators } from '@nestjs/common';
import { Field } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, Matches, MaxLength } from 'class-validator';

interface TextOptions {
  nullable?: boolean;
  /** Left out or null, but never "". */
  neverEmpty?: boolean;
  description?: string;
}

/** A text of an input with its largest length; it must not be empty unless it is nullable. */
export function TextField(
  most: number,
  { nullable = false, neverEmpty = !nullable, description }: TextOptions = {},
): PropertyDecorator {
  return applyDecorators(
    Field(() => String, { nullable, description }),
    ...(nullable ? [IsOptional()] : []),
    ...(neverEmpty ? [IsNotEmpty()] : []),
    MaxLength(most),
  );
}

/** A code that files and keys name things by. Without `slashes` it can stand in a cell's key. */
export function CodeField({ slashes = false, description }: { slashes?: boolean; description?: string } = {}) {
  const message = slashes
    ? 'A code has letters, digits, ".", "_", "-" and "/", at most 80 of them.'
    : 'A code has letters, digits, ".", "_" and "-", at most 80 of them.';
  return applyDecorators(
    Field(() => String, { description }),
    Matches(slashes ? /^[\w./-]{1,80}$/ : /^[\w.-]{1,80}$/, { message }),
  );
}
