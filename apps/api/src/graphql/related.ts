import DataLoader from 'dataloader';
import { Unauthenticated, type Actor } from '@keelson/platform';
import type { RequestContext } from './context.js';

type Load<T> = (actor: Actor, ownerIds: readonly string[]) => Promise<T[]>;
/** Whose an item is; a link between two objects belongs to both. */
type OwnerOf<T> = (item: T) => string | readonly string[];

/** What belongs to one object, loaded for all objects of a page by one verb. `name` is the field: "Measure.versions". */
export function loadRelated<T>(
  context: RequestContext,
  name: string,
  ownerId: string,
  load: Load<T>,
  ownerOf: OwnerOf<T>,
): Promise<T[]> {
  const loader = context.related.get(name) ?? createLoader(context, load, ownerOf);
  context.related.set(name, loader);
  return loader.load(ownerId) as Promise<T[]>;
}

/** The same where there is one item at most. */
export async function loadOneRelated<T>(...relation: Parameters<typeof loadRelated<T>>): Promise<T | null> {
  const [item] = await loadRelated(...relation);
  return item ?? null;
}

function createLoader<T>(context: RequestContext, load: Load<T>, ownerOf: OwnerOf<T>): DataLoader<string, unknown[]> {
  const batch = async (ownerIds: readonly string[]) => {
    const { actor } = context.request;
    if (!actor) throw new Unauthenticated();
    const groups = new Map<string, T[]>(ownerIds.map((id) => [id, []]));
    for (const item of await load(actor, [...groups.keys()])) {
      for (const owner of [ownerOf(item)].flat()) groups.get(owner)?.push(item);
    }
    return ownerIds.map((id) => groups.get(id) ?? []);
  };
  // A later mutation of the same request must not see what an earlier one loaded.
  return new DataLoader<string, unknown[]>(batch, { cache: false });
}
