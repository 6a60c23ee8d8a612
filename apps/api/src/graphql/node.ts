import { applyDecorators } from '@nestjs/common';
import { Args, Context, Field, ID, InterfaceType, ObjectType, Query, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { decodeId, InvalidInput, typeOfId, type Actor, type IdType } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import type { RequestContext } from './context.js';

@InterfaceType({
  description: 'Anything with an id of its own; `node(id)` finds it again.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID)
  id: string;
}

/** An object type with an id; its name is the key of its id prefix in platform/ids.ts. */
export function NodeType(name: IdType, description: string): ClassDecorator {
  return applyDecorators(ObjectType(name, { description, implements: () => Node }));
}

type Load = (actor: Actor, ids: readonly string[]) => Promise<{ id: string }[]>;

const loads = new Map<IdType, Load>();

/** Tells how nodes of a type are loaded: only those that the actor may see. */
export function registerNode(type: IdType, load: Load): void {
  loads.set(type, load);
}

export function registeredNodes(): IdType[] {
  return [...loads.keys()];
}

/** One node by its UUID, batched per request; null when it is absent or not visible. */
export function loadNode<T extends object>(context: RequestContext, type: IdType, uuid: string): Promise<T | null> {
  let loader = context.loaders.get(type);
  if (!loader) {
    const load = loads.get(type);
    const actor = context.request.actor;
    if (!load || !actor) throw new Error(`No loader for ${type}.`);
    loader = new DataLoader(async (ids) => {
      const found = new Map((await load(actor, ids)).map((node) => [node.id, node]));
      return ids.map((id) => found.get(id) ?? null);
    });
    context.loaders.set(type, loader);
  }
  return loader.load(uuid) as Promise<T | null>;
}

export async function loadNodes<T extends object>(context: RequestContext, type: IdType, ids: string[]): Promise<T[]> {
  const nodes = await Promise.all(ids.map((id) => loadNode<T>(context, type, id)));
  return nodes.filter((node): node is Awaited<T> & T => node !== null);
}

@Resolver(() => Node)
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when it is absent or not yours to see.',
  })
  node(@CurrentActor() _actor: Actor, @Context() context: RequestContext, @Args('id', { type: () => ID }) id: string) {
    return find(context, id, ['id']);
  }

  @Query(() => [Node], { nullable: 'items', description: 'Objects by their ids (at most 100), in the order asked.' })
  nodes(
    @CurrentActor() _actor: Actor,
    @Context() context: RequestContext,
    @Args('ids', { type: () => [ID] }) ids: string[],
  ) {
    if (ids.length > 100) throw InvalidInput.at('ids', 'TOO_MANY', 'Ask for at most 100 ids at once.');
    return Promise.all(ids.map((id, i) => find(context, id, ['ids', String(i)])));
  }
}

async function find(context: RequestContext, id: string, field: string[]): Promise<object | null> {
  const type = typeOfId(id);
  if (!type || !loads.has(type)) throw InvalidInput.malformed(field, `"${id}" is not an id of this API.`);
  const node = await loadNode(context, type, decodeId(type, id, field));
  return node && Object.assign(node, { __typename: type });
}
