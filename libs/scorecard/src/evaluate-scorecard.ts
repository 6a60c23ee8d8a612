import type { EntityManager } from 'typeorm';
import { checkNames } from './check-names.js';
import type { Finding } from './finding.js';
import { judgeActivities } from './judge-activities.js';
import { judgeAgenda } from './judge-agenda.js';
import { judgeBackbone } from './judge-backbone.js';
import { judgeCommunication } from './judge-communication.js';
import { judgeMeasures } from './judge-measures.js';
import { occasionOf } from './scorecard-clock.js';

export interface Evaluation {
  /** The coalition's day. */
  on: string;
  findings: Finding[];
}

/**
 * All 25 checks of a coalition as of now, in the order of the table. The unit of work sees one snapshot, so that they
 * speak of the same moment.
 */
export async function evaluateScorecard(
  manager: EntityManager,
  coalitionId: string,
  measuredGoals: ReadonlySet<string>,
): Promise<Evaluation> {
  const occasion = await occasionOf(manager, coalitionId);
  const findings = [
    ...(await judgeAgenda(manager, occasion, measuredGoals)),
    ...(await judgeActivities(manager, occasion)),
    ...(await judgeCommunication(manager, occasion)),
    ...(await judgeBackbone(manager, occasion)),
    // Last: the rates of reporting are planned in a way that would slow down the others.
    ...(await judgeMeasures(manager, occasion)),
  ];
  const ordered = checkNames.map((name) => findings.find(({ check }) => check === name));
  return { on: occasion.today, findings: ordered.flatMap((finding) => finding ?? []) };
}
