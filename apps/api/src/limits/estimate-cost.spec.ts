import { buildSchema, GraphQLError, parse } from 'graphql';
import { estimateCost } from './estimate-cost.js';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Person implements Node { id: ID! name: String friends: [Person!]! posts(first: Int, last: Int): PostConnection }
  type Post implements Node { id: ID! title: String author: Person }
  type PostEdge { cursor: String! node: Post! }
  type PageInfo { hasNextPage: Boolean! }
  type PostConnection { edges: [PostEdge!]! nodes: [Post!]! pageInfo: PageInfo! totalCount: Int }
  type Figure { value: String measure: Post }
  type UserError { message: String! }
  type PostPayload { post: Post userErrors: [UserError!]! }
  input FigureRequest { measureIds: [ID!]! frequency: String! firstPeriod: String! lastPeriod: String! breakdowns: [[String!]!] }
  input PostInput { values: [String!]! }
  type Query {
    me: Person
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    posts(first: Int, last: Int): PostConnection
    figures(request: FigureRequest!): [Figure!]
    search(text: String!, first: Int): [Post!]
  }
  type Mutation { post(input: PostInput!): PostPayload }
`);
const costOf = (query: string, variables: Record<string, unknown> = {}) =>
  estimateCost({ schema, query: parse(query), variables });
const figures = (request: object) =>
  costOf('query($r: FigureRequest!) { figures(request: $r) { value measure { title } } }', {
    r: { measureIds: ['a', 'b'], frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-12', ...request },
  });

describe('the cost of an operation', () => {
  it.each([
    ['nothing for scalars, 1 for an object', '{ me { id name } }', 1],
    ['20 items for a page without a size', '{ posts { nodes { title } } }', 21],
    ['the page size times an item', '{ posts(first: 50) { nodes { title author { name } } } }', 101],
    [
      'the same through edges',
      '{ posts(last: 50) { pageInfo { hasNextPage } edges { cursor node { author { name } } } } }',
      101,
    ],
    ['pages in pages', '{ posts(first: 10) { nodes { author { posts(first: 10) { nodes { id } } } } } }', 131],
    ['a count, whatever the page', '{ posts(first: 1) { totalCount } }', 11],
    [
      'a count in fragments',
      '{ posts(first: 1) { ...on PostConnection { ...F } } } fragment F on PostConnection { totalCount }',
      11,
    ],
    ['three items for a list without pages', '{ me { friends { name } } }', 4],
    ['20 for a list with a first', '{ search(text: "x") { title } }', 20],
    ['each id of nodes', '{ nodes(ids: ["a", "b"]) { id } }', 2],
    [
      'the dearest type of an interface',
      '{ node(id: "a") { ...on Post { title } ...on Person { posts(first: 5) { nodes { id } } } } }',
      7,
    ],
    ['10 for a mutation', 'mutation { post(input: { values: ["x"] }) { post { id } userErrors { message } } }', 11],
    ['100 for the schema', '{ __schema { types { fields { type { name } } } } me { __typename } }', 101],
  ])('is %s', (_, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('charges a bulk write by its length, without reading it all', () => {
    const query = 'mutation($input: PostInput!) { post(input: $input) { post { id } } }';
    const values = (length: number) => ({ input: { values: Array.from({ length }, String) } });
    expect([200, 250, 5_000].map((length) => costOf(query, values(length)))).toEqual([13, 13, 61]);
    expect(() => costOf(query, { input: { values: [null] } })).toThrow(GraphQLError);
    expect(costOf(query, { input: { values: [...values(300).input.values, null] } })).toBe(14);
  });

  it('reads page sizes from variables and their defaults', () => {
    const query = 'query($n: Int = 30) { posts(first: $n) { nodes { id } } }';
    expect(costOf(query)).toBe(31);
    expect(costOf(query, { n: 100 })).toBe(101);
    expect(costOf(query, { n: 1_000_000 })).toBe(1_000_001);
    expect(costOf(query, { n: -5 })).toBe(21);
  });

  it('of a bulk write grows with it', () => {
    const values = Array.from({ length: 5_000 }, String);
    expect(costOf('mutation($v: [String!]!) { post(input: { values: $v }) { post { id } } }', { v: values })).toBe(61);
  });

  it('of figures follows measures, periods and breakdowns', () => {
    expect(figures({ breakdowns: [] })).toBe(Math.ceil(1 + 2.4 + 2));
    expect(figures({ breakdowns: [['sex'], ['age']] })).toBe(Math.ceil(1 + 7.2 + 2));
    expect(figures({})).toBe(Math.ceil(1 + 9.6 + 2));
    expect(figures({ frequency: 'WEEK', firstPeriod: '2015-W01', lastPeriod: '2024-W52' })).toBeGreaterThan(400);
    expect(figures({ firstPeriod: 'nonsense' })).toBe(4);
  });

  it('is a GraphQLError where an argument has no value', () => {
    expect(() => costOf('query($id: ID!) { node(id: $id) { id } }')).toThrow(GraphQLError);
  });
});
