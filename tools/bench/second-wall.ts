import type { Client } from 'pg';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import { tasksOf } from './requests.js';
import type { SeedSize } from './seed.js';

const rounds = 5;
const requestsOfRound = 12;

/** What row-level security costs the list query, through the API: the same requests with it and without, in turns. */
export async function benchSecondWall(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const [list] = await tasksOf(bench, coalitionId, size);
  if (!list) throw new Error('There is no list query.');
  const time = async () => {
    const times: number[] = [];
    // The first requests after the switch plan their statements anew on each connection.
    for (let i = -requestsOfRound; i < requestsOfRound; i++) {
      const started = performance.now();
      await bench.ask(list.query, list.variables(i));
      if (i >= 0) times.push(performance.now() - started);
    }
    return median(times);
  };
  const [guarded, open]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    guarded.push(await time());
    await switchRowSecurity(bench.client, 'DISABLE');
    try {
      open.push(await time());
    } finally {
      await switchRowSecurity(bench.client, 'ENABLE');
    }
  }
  const milliseconds = (values: number[]) => `${median(values).toFixed(0)} ms`;
  return [
    {
      task: 'list, with row-level security',
      ours: milliseconds(guarded),
      limit: `without ${milliseconds(open)}`,
      ratio: round3(median(guarded) / median(open)),
      gate: '≤ 1.35',
    },
  ];
}

async function switchRowSecurity(client: Client, to: 'ENABLE' | 'DISABLE'): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT tablename AS name FROM pg_policies WHERE schemaname = 'public'`,
  );
  await client.query(rows.map(({ name }) => `ALTER TABLE ${name} ${to} ROW LEVEL SECURITY`).join('; '));
}
