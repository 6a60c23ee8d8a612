import { encodeId } from '../../libs/platform/src/index.js';
import { median, round3, type Measured } from './measured.js';
import type { Bench } from './processes.js';
import type { SeedSize } from './seed.js';

const rounds = 15;
const warmUp = 5;

const parts = `measure { code name } versions { number unit comparability dimensions } breaks { period reason }
  series { period value organizationsReported organizationsExpected cellsReported cellsExpected nonValues target baseline progress status withheld }
  changes { period before now panelBefore panelNow panel volumeReported volumeExpected withheld } targets { period value } baseline { period value }
  curve { forecast { number slope } points { period actual forecast gap standing } } explanations { text } outstanding { dueOn state daysLate }
  gaps { dimension period total best indexOfDisparity groups { category name value rateDifference rateRatio } } overlapResolutions { method rate }`;
const storyOf = (selection: string) =>
  `query($id: ID!, $first: Period!, $last: Period!) { measureStory(measureId: $id, firstPeriod: $first, lastPeriod: $last) { ${selection} } }`;

/** One measure of all partners and months, broken down: the dashboard's query over HTTP against its SQL behind Fastify alone. */
export async function benchDashboard(bench: Bench, coalitionId: string, size: SeedSize): Promise<Measured[]> {
  const { rows } = await bench.client.query<{ id: string }>(
    `SELECT id FROM measure WHERE coalition_id = $1 AND code = 'measure_001'`,
    [coalitionId],
  );
  const id = rows[0]!.id;
  const years = Math.ceil(size.months / 12);
  const variables = { id: encodeId('Measure', id), first: '2020-01', last: `${2019 + years}-12` };
  const span = new URLSearchParams({
    ...{ coalition: coalitionId, from: '2020-01-01', until: `${2020 + years}-01-01` },
    ...{ earlier: '2019-01-01', earliest: '2018-01-01' },
  });
  const byHand = async () => {
    const answer = await fetch(`${bench.rest}/story/${id}?${span.toString()}`);
    const told = (await answer.json()) as { figures?: unknown[]; changes?: unknown[] };
    if (!told.figures?.length || !told.changes?.length) throw new Error(JSON.stringify(told).slice(0, 500));
  };
  const ask = (selection: string) => async () => {
    const { measureStory } = await bench.ask<{ measureStory: { series?: unknown[] } }>(storyOf(selection), variables);
    if (measureStory.series && measureStory.series.length !== 12 * years) throw new Error('A month is missing.');
  };
  const ways = { hand: byHand, ours: ask(parts), warnings: ask('openWarnings') };
  const times = { hand: [] as number[], ours: [] as number[], warnings: [] as number[] };
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways) as [keyof typeof ways, () => Promise<void>][]) {
      const started = performance.now();
      await way();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  const milliseconds = (values: number[]) => `${median(values).toFixed(0)} ms`;
  const against = (task: string, values: number[], gate: string): Measured => {
    const limit = `its SQL by hand ${milliseconds(times.hand)}`;
    return { task, ours: milliseconds(values), limit, ratio: round3(median(values) / median(times.hand)), gate };
  };
  return [
    against(`dashboard: a measure of ${size.organizations} partners × ${size.months} months`, times.ours, '≤ 2'),
    against('the same, open warnings alone', times.warnings, 'none'),
  ];
}
