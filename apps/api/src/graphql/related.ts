import DataLoader from 'dataloader';
import { Unauthenticated, type Actor } from '@keelson/platform';
import type { RequestContext } from './context.js';

const loaders = new WeakMap<RequestContext, Map<string, DataLoader<string, unknown[]>>>();

/** What belongs to one object, loaded for all objects of a page by one verb; `ownerOf` says whose an item is. */
export function loadRelated<T>(
  context: RequestContext,
  name: string,
  ownerId: string,
  load: (actor: Actor, ownerIds: readonly string[]) => Promise<T[]>,
  ownerOf: (item: T) => string,
): Promise<T[]> {
  const ofRequest = loaders.get(context) ?? new Map<string, DataLoader<string, unknown[]>>();
  loaders.set(context, ofRequest);
  const loader = ofRequest.get(name) ?? createLoader(context, load, ownerOf);
  ofRequest.set(name, loader);
  return loader.load(ownerId) as Promise<T[]>;
}

function createLoader<T>(
  context: RequestContext,
  load: (actor: Actor, ownerIds: readonly string[]) => Promise<T[]>,
  ownerOf: (item: T) => string,
): DataLoader<string, unknown[]> {
  const batch = async (ownerIds: readonly string[]) => {
    const { actor } = context.request;
    if (!actor) throw new Unauthenticated();
    const groups = new Map<string, T[]>(ownerIds.map((id) => [id, []]));
    for (const item of await load(actor, ownerIds)) groups.get(ownerOf(item))?.push(item);
    return ownerIds.map((id) => groups.get(id) ?? []);
  };
  // A later mutation of the same request must not see what an earlier one loaded.
  return new DataLoader<string, unknown[]>(batch, { cache: false });
}
