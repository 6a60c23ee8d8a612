import type { Problem } from '@keelson/platform';
import type { StakeholderGroup } from './stakeholder-group.entity.js';

type Checked = Pick<
  StakeholderGroup,
  'foldedName' | 'mostImpacted' | 'basis' | 'source' | 'needs' | 'populationEstimate'
>;

const negative: Problem = {
  ...{ code: 'NEGATIVE', field: ['populationEstimate'], message: 'A number of people is not negative.' },
};

/** Everything that keeps a group from being kept, with paths into the input. */
export function problemsOfGroup(group: Checked): Problem[] {
  const required = (field: string[], message: string): Problem => ({ code: 'REQUIRED', field, message });
  return [
    ...(group.foldedName ? [] : [required(['name'], 'Give the group its name.')]),
    ...(group.mostImpacted && !group.basis ? [required(['basis'], 'Say why this group counts as most impacted.')] : []),
    ...(group.mostImpacted && !group.source
      ? [required(['source'], 'Say where it is known from that this group is most impacted.')]
      : []),
    ...((group.populationEstimate ?? 0) < 0 ? [negative] : []),
    ...group.needs.flatMap(({ text, source }, i) => [
      ...(text.trim() ? [] : [required(['needs', String(i), 'text'], 'Say what the group needs.')]),
      ...(source.trim() ? [] : [required(['needs', String(i), 'source'], 'Say where this need is known from.')]),
    ]),
  ];
}
