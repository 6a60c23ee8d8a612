import { Unauthenticated } from '@keelson/platform';
import { buildActor } from '@keelson/platform/testing';
import type { RequestContext } from './context.js';
import { loadOneRelated, loadRelated } from './related.js';

const contextOf = (request: object) => ({ request, related: new Map() }) as unknown as RequestContext;

describe('what belongs to the objects of a page', () => {
  const links = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ];
  let asked: (readonly string[])[];
  const load = (_: unknown, ids: readonly string[]) => {
    asked.push(ids);
    return Promise.resolve(links);
  };
  const both = ({ from, to }: (typeof links)[number]) => [from, to];
  beforeEach(() => (asked = []));

  it('is loaded at once, each owner asked for once, and given to every owner', async () => {
    const context = contextOf({ actor: buildActor() });
    const ids = ['a', 'b', 'd', 'a'];
    expect(await Promise.all(ids.map((id) => loadRelated(context, 'X.links', id, load, both)))).toEqual([
      [links[0]],
      links,
      [],
      [links[0]],
    ]);
    expect(asked).toEqual([['a', 'b', 'd']]);
  });

  it('is one item or null where there is one at most', async () => {
    const context = contextOf({ actor: buildActor() });
    const one = (id: string) => loadOneRelated(context, 'X.next', id, load, ({ from }) => from);
    expect(await Promise.all([one('a'), one('c')])).toEqual([links[0], null]);
  });

  it('is loaded again by a later mutation of the same request', async () => {
    const context = contextOf({ actor: buildActor() });
    await loadRelated(context, 'X.links', 'a', load, both);
    await loadRelated(context, 'X.links', 'a', load, both);
    expect(asked).toHaveLength(2);
  });

  it('is not loaded for nobody', async () => {
    await expect(loadRelated(contextOf({}), 'X.links', 'a', load, both)).rejects.toThrow(Unauthenticated);
    expect(asked).toEqual([]);
  });
});
