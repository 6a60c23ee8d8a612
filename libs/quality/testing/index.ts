import { buildCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { Measure } from '@keelson/measures';
import type { Actor } from '@keelson/platform';
import { openRoom, type TestRoom } from '@keelson/platform/testing';
import { buildDimensions, buildMeasure, cellsOf, submit, type ShortCell } from '@keelson/submissions/testing';
import {
  QualityModule,
  QualityRulesService,
  QualityService,
  type NewQualityRule,
  type QualityFilter,
  type QualityFinding,
  type QualityRule,
} from '../src/index.js';

/** A coalition with partners a, b and c, and two monthly counts; `people` has the additive breakdown by sex. */
export interface CheckedCoalition extends BuiltCoalition {
  people: Measure;
  served: Measure;
  /** Submits, by backbone staff. */
  tell(measure: Measure, cells: ShortCell[]): Promise<void>;
  /** The findings of 2024, by backbone staff unless told. */
  check(filter?: Partial<QualityFilter>, actor?: Actor): Promise<QualityFinding[]>;
  /** Those that are violations, but for UNCHANGED. */
  violations(filter?: Partial<QualityFilter>, actor?: Actor): Promise<QualityFinding[]>;
  create(rule: NewQualityRule, actor?: Actor): Promise<QualityRule>;
}

/** What every test of a spec starts with: the room of the spec, and a coalition of its own. */
export type Checked = Pick<CheckedCoalition, 'people' | 'served'> & { room: TestRoom; built: CheckedCoalition };

export const openQuality = (): Promise<TestRoom> => openRoom(QualityModule);

/** Opens the room for a spec file, builds a coalition before each of its tests, and tells of them. */
export function eachChecked(tell: (checked: Checked) => void): void {
  let room: TestRoom;
  beforeAll(async () => {
    room = await openQuality();
  });
  afterAll(() => room.close());
  beforeEach(async () => {
    const built = await buildChecked(room);
    const { people, served } = built;
    tell({ room, built, people, served });
  });
}

export async function buildChecked(room: TestRoom): Promise<CheckedCoalition> {
  const built = await buildCoalition(room);
  const coalitionId = built.coalition.id;
  await buildDimensions(room, built, { sex: ['f', 'm'], band: ['young', 'old'] });
  const people = await buildMeasure(room, built, { breakdowns: [{ dimensionCodes: ['sex'], additive: true }] });
  const served = await buildMeasure(room, built);
  const check: CheckedCoalition['check'] = async (filter = {}, actor = built.backbone) => {
    const span = { frequency: 'MONTH', firstPeriod: '2024-01', lastPeriod: '2024-12' } as const;
    const service = room.get(QualityService);
    return (await service.checkQuality(actor, coalitionId, { ...span, ...filter }, { first: 100 })).nodes;
  };
  return {
    ...built,
    people,
    served,
    check,
    tell: async (measure, cells) => {
      const { problems } = await submit(room, built.backbone, coalitionId, cellsOf(measure.code, cells));
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
    },
    violations: async (filter, actor) =>
      (await check({ outcomes: ['VIOLATION'], ...filter }, actor)).filter((one) => one.check !== 'UNCHANGED'),
    create: (rule, actor = built.backbone) => room.get(QualityRulesService).createRule(actor, coalitionId, rule),
  };
}

/** A rule "left ≤ right". */
export function ruleOf(
  code: string,
  left: string,
  right: string,
  changes: Partial<NewQualityRule> = {},
): NewQualityRule {
  return { code, name: `Rule ${code}`, left, operator: 'LESS_OR_EQUAL', right, importance: 'HIGH', ...changes };
}

/** The history of measurement.md, section 9, of an organization in 2023. */
export function goldenHistory(organization = 'a'): ShortCell[] {
  return ['100', '104', '98', '102', '96'].map((number, i) => [organization, `2023-0${i + 1}`, number]);
}
