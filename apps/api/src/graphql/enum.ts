/** A list of names as the object that GraphQL's enum registration wants. */
export function enumOf<T extends string>(names: readonly T[]): { [K in T]: K } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };
}
