import type { AgendaContent } from './agenda-content.js';
import type { HearingFacts } from './heard-groups.sql.js';
import type { RequiredTerm } from './required-terms.js';

export const readinessChecks = [
  'PROBLEM',
  'VISION',
  'POPULATION',
  'GOALS',
  'OUT_OF_SCOPE',
  'STATUS_QUO',
  'GOALS_MEASURED_OR_TASKED',
  'TERMS_AGREED',
  'GROUPS_HEARD',
  'INPUTS_ANSWERED',
] as const;
export type ReadinessCheckName = (typeof readinessChecks)[number];

/** One thing that a version needs before it is proposed. */
export interface ReadinessCheck {
  check: ReadinessCheckName;
  passes: boolean;
  /** The part of the version that it is about, or of the coalition. */
  field: string;
  /** What is missing, with its facts; empty when it passes. */
  message: string;
}

export interface ReadinessFacts {
  content: AgendaContent;
  hearing: HearingFacts;
  terms: readonly RequiredTerm[];
  /** Codes of goals that an active measure shows. */
  measured: ReadonlySet<string>;
}

/** All checks, failing or not, in the order in which people would work them off. */
export function readinessOf({ content, hearing, terms, measured }: ReadinessFacts): ReadinessCheck[] {
  const open = content.goals.filter(({ code, task }) => !task && !measured.has(code)).map(({ code }) => code);
  const talked = terms.filter(({ agreed }) => !agreed).map(({ word }) => word);
  const said = (check: ReadinessCheckName, field: string, passes: boolean, message: string): ReadinessCheck => {
    return { check, passes, field, message: passes ? '' : message };
  };
  return [
    said('PROBLEM', 'problem', Boolean(content.problem), 'Say which problem the coalition works on.'),
    said('VISION', 'vision', Boolean(content.vision), 'Say what it will be like when the work is done.'),
    said('POPULATION', 'population', Boolean(content.population), 'Say which population the work is for.'),
    said('GOALS', 'goals', content.goals.length > 0, 'Give at least one goal.'),
    said(
      ...(['OUT_OF_SCOPE', 'outOfScope', content.outOfScope.length > 0] as const),
      'Name at least one thing that is out of scope: what the coalition will not do.',
    ),
    said(
      ...(['STATUS_QUO', 'statusQuo', content.statusQuo.length > 0] as const),
      'Name one thing that keeps the status quo in place, who benefits and what must change.',
    ),
    said(
      ...(['GOALS_MEASURED_OR_TASKED', 'goals', open.length === 0] as const),
      `Give each goal an active measure or a dated task: ${open.join(', ')} has neither.`,
    ),
    said(
      ...(['TERMS_AGREED', 'terms', talked.length === 0] as const),
      `Agree on what the required terms mean: ${talked.join(', ')}.`,
    ),
    heard(said, hearing),
    said(
      ...(['INPUTS_ANSWERED', 'inputs', hearing.pending === 0] as const),
      `Give every community input its disposition; so many have none: ${hearing.pending}.`,
    ),
  ];
}

/** Where nobody is named as most impacted, nobody was heard: that is a gap, not a pass. */
function heard(
  said: (check: ReadinessCheckName, field: string, passes: boolean, message: string) => ReadinessCheck,
  { impacted, unheard }: HearingFacts,
): ReadinessCheck {
  if (impacted.length === 0) {
    return said('GROUPS_HEARD', 'groups', false, 'Name the groups that are most impacted, and hear them.');
  }
  const message = `Hear every most-impacted group; in twelve months there is no input of ${unheard.join(', ')}.`;
  return said('GROUPS_HEARD', 'groups', unheard.length === 0, message);
}
