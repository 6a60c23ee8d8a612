import type { EntityManager } from 'typeorm';
import { importances, QualityRule } from './quality-rule.entity.js';
import type { QualityFinding } from './finding.js';
import { qualityOutcomes } from './quality-check.js';
import { judge } from './judge-cells.js';
import { readDefinitions } from './read-definitions.sql.js';
import { attachExplanations, keyOf } from './read-explanations.sql.js';
import { readFingerprints, readSeries, type Scope } from './read-series.sql.js';

/**
 * Every finding about a scope, with the explanations that hold, by seven statements whatever its size. The scope's
 * measures are those asked for; the rules that name one of them are judged with the others that they name. UNCHANGED is
 * about all of a period's numbers and so is judged only where all measures are asked for, or where `whole` says so.
 */
export async function findFindings(
  manager: EntityManager,
  scope: Scope,
  { whole = scope.measureIds === null } = {},
): Promise<QualityFinding[]> {
  const { coalitionId, frequency, measureIds } = scope;
  const asked = measureIds && new Set(measureIds);
  const all = await manager.find(QualityRule, {
    where: { coalitionId, frequency, active: true },
    order: { code: 'ASC' },
  });
  const rules = asked ? all.filter((rule) => rule.measureIds.some((id) => asked.has(id))) : all;
  const read = asked && [...new Set([...asked, ...rules.flatMap((rule) => rule.measureIds)])];
  const series = await readSeries(manager, { ...scope, measureIds: read });
  const fingerprints = whole ? await readFingerprints(manager, scope) : [];
  const definitions = await readDefinitions(manager, coalitionId, read);
  const findings = await judge({ scope, series, fingerprints, definitions, rules, asked });
  await attachExplanations(manager, scope, findings);
  return findings;
}

/** Violations first, then what matters most, then by time: unique, and the same whenever it is asked. */
export function orderOf(finding: QualityFinding): string {
  const rank = `${qualityOutcomes.indexOf(finding.outcome)}${importances.length - importances.indexOf(finding.importance)}`;
  return `${rank} ${finding.periodStart} ${finding.organizationId} ${keyOf(finding)}`;
}
