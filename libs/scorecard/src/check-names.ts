export const conditions = ['COMMON_AGENDA', 'SHARED_MEASURES', 'ACTIVITIES', 'COMMUNICATION', 'BACKBONE'] as const;
export type Condition = (typeof conditions)[number];

/** Five checks per condition, in the order of the table. A name never changes: what is kept of a check goes by it. */
export const checksOf = {
  COMMON_AGENDA: [
    'AGENDA_ADOPTED',
    'IMPACTED_GROUPS_ANSWERED',
    'REQUIRED_TERMS_AGREED',
    'PARTIES_PLEDGED',
    'GOALS_MEASURED_OR_TASKED',
  ],
  SHARED_MEASURES: [
    'OUTCOME_MEASURED',
    'REPORTED_ON_TIME',
    'IMPACTED_GROUPS_VISIBLE',
    'HOW_MUCH_PAIRED',
    'SENSEMAKING_CHANGED_SOMETHING',
  ],
  ACTIVITIES: [
    'ACTIVITIES_ALIGNED',
    'ACTIVITIES_LINKED',
    'COMMITMENTS_KEPT',
    'CORE_ACTIVITY_EQUIPPED',
    'ORGANIZATIONS_INVOLVED',
  ],
  COMMUNICATION: [
    'SUSTAINING_HELD',
    'POWER_HELD',
    'NOTES_ON_TIME',
    'QUESTIONS_ANSWERED_ON_TIME',
    'ORGANIZATIONS_REACHED',
  ],
  BACKBONE: [
    'CHARTER_AGREED',
    'SEAT_RULE_MET',
    'SUPPORT_ANSWERED_ON_TIME',
    'TENSION_PROCEDURE_REGISTERED',
    'FUNDED_OR_GAP_NAMED',
  ],
} as const satisfies Record<Condition, readonly string[]>;
export type CheckName = (typeof checksOf)[Condition][number];

export const checkNames: readonly CheckName[] = conditions.flatMap((condition) => [...checksOf[condition]]);

export const checkStates = ['PASS', 'FAIL', 'NOT_ASSESSABLE'] as const;
export type CheckState = (typeof checkStates)[number];

const conditionOfCheck = new Map<CheckName, Condition>(
  conditions.flatMap((condition) => checksOf[condition].map((name) => [name, condition] as const)),
);

export function conditionOf(name: CheckName): Condition {
  const condition = conditionOfCheck.get(name);
  if (!condition) throw new Error(`No condition has the check ${name}.`);
  return condition;
}
