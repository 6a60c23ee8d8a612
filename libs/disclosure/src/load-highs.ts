import loader from 'highs';

/** The package's types are those of a CommonJS module; its ES module has the loader itself as its default. */
const load = loader as unknown as typeof loader.default;

export type Highs = Awaited<ReturnType<typeof load>>;
let loading: Promise<Highs> | undefined;

/** HiGHS, compiled to WebAssembly; once per process. */
export function loadHighs(): Promise<Highs> {
  return (loading ??= load());
}

/** Programs here are small: to simplify one first takes longer than to solve it (half the time of 16 to 400 unknowns). */
export const plainly = { presolve: 'off', output_flag: false } as const;
