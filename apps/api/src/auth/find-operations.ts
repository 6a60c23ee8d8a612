import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, type DiscoveryService } from '@nestjs/core';

type Method = (...args: never[]) => unknown;
type Door = abstract new (...args: never[]) => object;

/** What access.ts calls an operation: `Query.measure`, `Mutation.adoptAgenda`, `GET /reports/:file`; nothing for other methods. */
export function operationOf(door: Door, method: Method): string | null {
  const kind = Reflect.getMetadata('graphql:resolver_type', method) as unknown;
  if (kind === 'Query' || kind === 'Mutation' || kind === 'Subscription') {
    return `${kind}.${String(Reflect.getMetadata('graphql:resolver_name', method) ?? method.name)}`;
  }
  if (!Reflect.hasMetadata('path', method)) return null;
  const verb = RequestMethod[Reflect.getMetadata('method', method) as RequestMethod];
  const path = [door, method].flatMap((one) => String(Reflect.getMetadata('path', one) ?? '').split('/'));
  return `${verb} /${path.filter(Boolean).join('/')}`;
}

/** Every operation of the resolvers and controllers that this process was started with. */
export function findOperations(discovery: DiscoveryService): string[] {
  const scanner = new MetadataScanner();
  const wrappers = [...discovery.getProviders(), ...discovery.getControllers()];
  const found = wrappers.flatMap(({ instance, metatype }) => {
    const prototype = instance && (Object.getPrototypeOf(instance) as Record<string, Method> | null);
    if (!prototype || !metatype) return [];
    return scanner
      .getAllMethodNames(prototype)
      .map((name) => operationOf(metatype as Door, prototype[name] as Method))
      .filter((operation) => operation !== null);
  });
  return [...new Set(found)];
}
