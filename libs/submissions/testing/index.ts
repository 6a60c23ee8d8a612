import { randomUUID } from 'node:crypto';
import type { BuiltCoalition } from '@keelson/coalitions/testing';
import { DimensionsService, MeasuresService, type Measure, type NewMeasure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import type { TestRoom } from '@keelson/platform/testing';
import { SubmissionsService, type Batch, type MeasurementInput } from '../src/index.js';

/** One cell in short: organization, period, a number ("12", "3/4") or a non-value, and its categories. */
export type ShortCell = [organization: string, period: string, number: string, categories?: Record<string, string>];

const nonValues = new Set(['NOT_COLLECTED', 'NOT_APPLICABLE', 'DECLINED', 'SUPPRESSED_AT_SOURCE']);

export function cellsOf(measure: string, cells: ShortCell[]): MeasurementInput[] {
  return cells.map(([organization, period, text, categories]) => ({
    organization,
    measure,
    period,
    categories: Object.entries(categories ?? {}).map(([dimension, category]) => ({ dimension, category })),
    number: numberOf(text),
  }));
}

function numberOf(text: string): MeasurementInput['number'] {
  const [numerator = '', denominator] = text.split('/');
  if (denominator !== undefined) return { ratio: { numerator, denominator } };
  if (nonValues.has(text)) return { nonValue: { kind: text as 'DECLINED', reason: 'we said why' } };
  return { value: text };
}

let built = 0;

export async function buildMeasure(
  room: TestRoom,
  { coalition, backbone }: BuiltCoalition,
  input: Partial<NewMeasure> = {},
): Promise<Measure> {
  const code = `measure_${++built}`;
  const [measure] = await room
    .get(MeasuresService)
    .createMeasures(backbone, coalition.id, [
      { code, name: code, unit: 'people', numberKind: 'COUNT', direction: 'DECREASE', frequency: 'MONTH', ...input },
    ]);
  return measure!;
}

export async function buildDimensions(
  room: TestRoom,
  { coalition, backbone }: BuiltCoalition,
  dimensions: Record<string, string[]>,
) {
  return room.get(DimensionsService).createDimensions(
    backbone,
    coalition.id,
    Object.entries(dimensions).map(([code, categories]) => ({
      code,
      name: code,
      categories: categories.map((category) => ({ code: category, name: category })),
    })),
  );
}

export function submit(
  room: TestRoom,
  actor: Actor,
  coalitionId: string,
  values: MeasurementInput[],
  options: Partial<Batch> = {},
) {
  return room
    .get(SubmissionsService)
    .submitMeasurements(actor, { coalitionId, idempotencyKey: randomUUID(), values, ...options });
}

/** Submits as backbone staff and approves: what figures are made of. */
export async function report(
  room: TestRoom,
  { coalition, backbone }: BuiltCoalition,
  values: MeasurementInput[],
): Promise<void> {
  const result = await submit(room, backbone, coalition.id, values);
  if (result.problems.length > 0) throw new Error(JSON.stringify(result.problems));
  await room.get(SubmissionsService).approveSubmissions(backbone, result.submissionIds);
}
