import { applyDecorators, Injectable, type PipeTransform } from '@nestjs/common';
import { Args, Field, ID } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { Allow, IsOptional } from 'class-validator';
import { decodeId, type IdType } from '@keelson/platform';

interface IdOptions {
  nullable?: boolean;
  list?: boolean;
  /** What the field holds when nobody names it; the list is then never null. */
  defaultValue?: string[];
  description?: string;
}

/** A field of an input that takes the API's id of a type and hands the room its UUID. */
export function IdField(
  type: IdType,
  { nullable = false, list = false, defaultValue, description }: IdOptions = {},
): PropertyDecorator {
  const decode = (value: unknown, key: string): unknown =>
    value == null
      ? value
      : Array.isArray(value)
        ? value.map((one, i) => decodeId(type, String(one), [key, String(i)]))
        : decodeId(type, String(value), key);
  return applyDecorators(
    Field(() => (list ? [ID] : ID), { nullable, defaultValue, description: description ?? `The id of a ${type}.` }),
    Transform(({ value, key }) => decode(value, key)),
    nullable ? IsOptional() : Allow(),
  );
}

@Injectable()
class IdPipe implements PipeTransform<string | null | undefined, string | null | undefined> {
  constructor(
    private readonly type: IdType,
    private readonly field: string,
  ) {}

  transform(value: string | null | undefined): string | null | undefined {
    return value == null ? value : decodeId(this.type, value, this.field);
  }
}

/** An argument that takes the API's id of a type and hands the verb its UUID. */
export function IdArg(
  name: string,
  type: IdType,
  { nullable = false }: { nullable?: boolean } = {},
): ParameterDecorator {
  return Args(name, { type: () => ID, nullable, description: `The id of a ${type}.` }, new IdPipe(type, name));
}
