/** What of a term's latest definition and its positions is known; positions are those of active members. */
export interface TermFacts {
  termId: string;
  definitionId: string | null;
  examples: number;
  counterexamples: number;
  members: number;
  positions: number;
  agree: number;
  canLiveWith: number;
  needsTalk: number;
  /** Most-impacted groups that no member took a position for. */
  missingGroups: string[];
}

export const termLacks = [
  'NO_DEFINITION',
  'NO_EXAMPLE',
  'NO_COUNTEREXAMPLE',
  'TOO_FEW_POSITIONS',
  'GROUP_WITHOUT_POSITION',
  'NEEDS_TALK',
] as const;
export type TermLack = (typeof termLacks)[number];

export interface TermAgreement extends TermFacts {
  agreed: boolean;
  /** What keeps it from being agreed. */
  lacks: TermLack[];
}

/** AGREED: an example each way, positions of half of the members and of each most-impacted group, no talk open. */
export function agreementOf(facts: TermFacts): TermAgreement {
  const { definitionId, examples, counterexamples, members, positions, needsTalk, missingGroups } = facts;
  const lacking: Record<TermLack, boolean> = {
    NO_DEFINITION: !definitionId,
    NO_EXAMPLE: examples === 0,
    NO_COUNTEREXAMPLE: counterexamples === 0,
    TOO_FEW_POSITIONS: positions === 0 || 2 * positions < members,
    GROUP_WITHOUT_POSITION: missingGroups.length > 0,
    NEEDS_TALK: needsTalk > 0,
  };
  const lacks = termLacks.filter((lack) => lacking[lack]);
  return { ...facts, agreed: lacks.length === 0, lacks };
}
