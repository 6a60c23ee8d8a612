import DataLoader from 'dataloader';
import type { RequestContext } from '../graphql/context.js';

const loaders = new WeakMap<RequestContext, Map<string, DataLoader<string, unknown>>>();

/** What belongs to one object, loaded for all objects of a request at once; `load` returns it by their ids. */
export function loadByKey<T>(
  context: RequestContext,
  name: string,
  key: string,
  load: (keys: readonly string[]) => Promise<Map<string, T>>,
): Promise<T | undefined> {
  const ofRequest = loaders.get(context) ?? new Map<string, DataLoader<string, unknown>>();
  loaders.set(context, ofRequest);
  const loader =
    ofRequest.get(name) ??
    new DataLoader<string, unknown>(
      async (keys) => {
        const found = await load(keys);
        return keys.map((one) => found.get(one));
      },
      { cache: false },
    );
  ofRequest.set(name, loader);
  return loader.load(key) as Promise<T | undefined>;
}

export function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
